import type { PersonalData } from '../privacy/personal-data.ts'
import type { Chat, ChatModel } from './chat.ts'
import { type CustomerModel, living, type StoredCustomer } from './customer.ts'

/** What this room holds of a person: the record, those merged into it, and its chats. */
export function customersData({ records, chats }: { records: CustomerModel; chats: ChatModel }): PersonalData {
  /** Every record merged into this one, directly or through others, the farthest first. */
  async function mergedInto(ids: string[]): Promise<StoredCustomer[]> {
    const merged = await records.find({ mergedInto: { $in: ids } }).lean<StoredCustomer[]>()
    return merged.length ? [...(await mergedInto(merged.map(({ _id }) => _id))), ...merged] : []
  }

  return {
    name: 'customers',

    async exportOf({ customerId }) {
      const customer = await living(records, customerId)
      if (!customer) return null
      const earlier = await mergedInto([customer._id])
      const ids = [customer, ...earlier].map(({ _id }) => _id)
      return { customer, earlier, chats: await chats.find({ customerId: { $in: ids } }).lean<Chat[]>() }
    },

    /** Chats go first: a greeting in the middle then starts anew instead of finding half a customer. */
    async eraseOf({ customerId }) {
      const ids = [...(await mergedInto([customerId])).map(({ _id }) => _id), customerId]
      await chats.deleteMany({ customerId: { $in: ids } })
      for (const _id of ids) await records.deleteOne({ _id })
    },
  }
}
