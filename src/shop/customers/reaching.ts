import type { Chat, ChatModel } from './chat.ts'
import type { Customer, CustomerModel, StoredCustomer } from './customer.ts'

/** A customer with their chats, the one linked last first. */
export type Reachable = { customer: Customer; chats: Chat[] }

/** Many customers at once, for whoever is about to write to them. */
export function createReaching({ records, chats }: { records: CustomerModel; chats: ChatModel }) {
  /**
   * Those of these customers who are there, by id; one that was merged into another is not. Chats of records merged into
   * them a moment ago may be missing.
   */
  async function reachable(ids: string[]): Promise<Map<string, Reachable>> {
    const people = await records.find({ _id: { $in: ids }, mergedInto: null }).lean<StoredCustomer[]>()
    const links = await chats
      .find({ customerId: { $in: ids } })
      .sort({ linkedAt: -1 })
      .lean<Chat[]>()
    return new Map(
      people.map((customer) => {
        const own = links.filter(({ customerId }) => customerId === customer._id)
        return [customer._id, { customer, chats: own }]
      }),
    )
  }

  return { reachable }
}
