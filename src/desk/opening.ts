import type { NewMessage, Topic } from '../messages/message.ts'
import type { Messages } from '../messages/messages.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Shop } from '../shop/shop.ts'
import type { Telling } from './telling.ts'
import { customerOfTopic, customerTopic } from './topics.ts'
import type { DeskWords } from './words.ts'

/** Lines shown again in a topic that had to be made again. */
const historyLines = 20

export const cardKey = (customerId: string) => `card:${customerId}`

/**
 * What a customer's topic begins with: the card, pinned; and when it was made again, because somebody deleted it, what was
 * said last. All of it goes ahead of whatever waits for the topic.
 */
export function createOpening(deps: {
  shop: Shop
  messages: Pick<Messages, 'post' | 'isKnown' | 'remoteIdOf'>
  telling: Telling
  words: () => DeskWords
}) {
  const { shop, messages, telling, words } = deps

  /** Posts it; false for topics of nobody in particular. `threadId` tells one topic of a customer from the next. */
  async function open({ key }: Topic, threadId: number): Promise<boolean> {
    const customerId = customerOfTopic(key)
    const customer = customerId === null ? null : await shop.customers.get(customerId)
    if (!customer) return false
    const handoff = await shop.handoffs.lastOf(customer._id)
    const card = cardKey(customer._id)
    const stood = (await messages.remoteIdOf(card)) !== null
    const first = await cardMessages(customer, handoff, stood ? `t${threadId}` : null)
    const lines = stood ? await shop.transcript.lastOf(customer._id, historyLines) : []
    const also = (what: string, order: number, content: NewMessage['content']) =>
      telling.toTopic(customerTopic(customer), { key: `${card}:${what}${threadId}`, content, order, notBefore: ahead })
    await messages.post([
      ...first,
      ...(lines.length > 0 ? [also('history', 1, { kind: 'plain', text: words().history(lines) })] : []),
      also('pin', 2, { kind: 'pin', of: card }),
    ])
    return true
  }

  /** The card as it is now: the first one, or, named by `change`, a change of the one that hangs there. */
  async function cardMessages(
    customer: Customer,
    handoff: Handoff | null,
    change: string | null,
  ): Promise<NewMessage[]> {
    const key = cardKey(customer._id)
    const screen = await words().card(customer, handoff)
    const topic = customerTopic(customer)
    if (!(await messages.isKnown(key))) {
      const content = { kind: 'screen', screen, revision: 0 } as const
      return [telling.toTopic(topic, { key, content, notBefore: ahead })]
    }
    if (change === null) return []
    const content = { kind: 'screen', screen, revision: 0, edit: key } as const
    // A topic that was made again waits for its card; any other change goes when what people say has gone.
    const place = change.startsWith('t') ? ({ notBefore: ahead } as const) : ({ lane: 'transactional' } as const)
    return [telling.toTopic(topic, { key: `${key}:${change}`, content, ...place })]
  }

  return { open, cardMessages }
}

export type Opening = ReturnType<typeof createOpening>

/** Before anything that waits. */
const ahead = new Date(0)
