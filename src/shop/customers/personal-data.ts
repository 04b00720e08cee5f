import type { PersonalData } from '../personal-data.ts'
import type { Chat, ChatModel } from './chat.ts'
import { type CustomerModel, idsOf, type StoredCustomer } from './customer.ts'

/** What this room holds of a person: the record, those merged into it, and its chats. */
export function customersData({ records, chats }: { records: CustomerModel; chats: ChatModel }): PersonalData {
  return {
    name: 'customers',

    async exportOf({ customerId }) {
      const ids = await idsOf(records, customerId)
      return {
        records: await records.find({ _id: { $in: ids } }).lean<StoredCustomer[]>(),
        chats: await chats.find({ customerId: { $in: ids } }).lean<Chat[]>(),
      }
    },

    /** Chats go first, so that a greeting in the middle starts anew instead of finding half a customer. */
    async eraseOf({ customerId }) {
      const ids = await idsOf(records, customerId)
      await chats.deleteMany({ customerId: { $in: ids } })
      for (const _id of ids) await records.deleteOne({ _id })
    },
  }
}
