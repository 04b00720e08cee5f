import type { ChatEvent } from '../conversation/event.ts'
import type { Advisor } from '../shop/advisors/advisor.ts'
import type { Customer } from '../shop/customers/customer.ts'
import { customerTopic } from './topics.ts'

/** The conversation that advisors have with the bot about a customer; their own in the chat goes on beside it. */
export const seatId = (group: string, { _id }: Pick<Customer, '_id'>) => `${group}#${_id}`

/** What makes a happening one of an advisor's on a customer's behalf: the rest of it is as if the customer had done it. */
export function seatFor(
  group: string,
  customer: Customer,
  by: Advisor,
  { key, at }: { key: string; at: Date },
): Pick<ChatEvent, 'key' | 'at' | 'chat' | 'person' | 'seat'> {
  const to = { chat: group, topic: customerTopic(customer) }
  const seat = { customerId: customer._id, by: `advisor:${by._id}`, to }
  return { key, at, chat: seatId(group, customer), person: { name: by.name, language: customer.language }, seat }
}
