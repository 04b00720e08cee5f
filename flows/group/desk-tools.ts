import type { Act } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { customerTopic } from '../../src/desk/topics.ts'
import type { Screen } from '../../src/messages/screen.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'

/** Says something in a customer's topic: what an advisor asked for goes after customers' words, before cards. */
export async function answerInTopic(
  { messages, telling }: DeskParts,
  customer: Customer,
  key: string,
  screen: Screen,
): Promise<void> {
  const content = { kind: 'screen', screen, revision: 0 } as const
  await messages.post([telling.toTopic(customerTopic(customer), { key, content, lane: 'transactional' })])
}

/** Puts an answer where the question stood: its buttons are gone. */
export async function settleQuestion(
  { messages, telling, group }: DeskParts,
  { message, customer, key }: Act,
  screen: Screen,
): Promise<void> {
  const asked = await messages.byRemoteId(group, message)
  if (!asked || !customer) return
  const content = { kind: 'screen', screen, revision: 0, edit: asked._id } as const
  await messages.post([
    telling.toTopic(customerTopic(customer), { key: `settled:${key}`, content, lane: 'transactional' }),
  ])
}
