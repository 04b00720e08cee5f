import type { Content, Lane, NewMessage, Topic } from '../messages/message.ts'
import type { Messages } from '../messages/messages.ts'
import type { Customer } from '../shop/customers/customer.ts'
import type { Handoff } from '../shop/handoffs/handoff.ts'
import type { Line } from '../shop/handoffs/line.ts'
import type { Shop } from '../shop/shop.ts'
import { copyKey } from './references.ts'
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

  /** Posts it; nothing for topics of nobody in particular. `threadId` tells one topic of a customer from the next. */
  async function open({ key }: Topic, threadId: number): Promise<void> {
    const customerId = customerOfTopic(key)
    const customer = customerId === null ? null : await shop.customers.get(customerId)
    if (!customer) return
    const handoff = await shop.handoffs.lastOf(customer._id)
    const card = cardKey(customer._id)
    const stood = (await messages.remoteIdOf(card)) !== null
    const first = await cardMessages(customer, handoff, stood ? `t${threadId}` : null)
    const lines = stood ? await shownBefore(customer) : []
    const also = (what: string, told: { content: Content; order?: number; lane?: Lane }) =>
      telling.toTopic(customerTopic(customer), { key: `${card}:${what}${threadId}`, notBefore: ahead, ...told })
    await messages.post([
      ...first,
      ...(lines.length > 0
        ? [also('history', { content: { kind: 'plain', text: words().history(lines) }, order: 1 })]
        : []),
      // What people say matters more: a group takes twenty calls a minute.
      also('pin', { content: { kind: 'pin', of: card }, lane: 'transactional' }),
    ])
  }

  /** What advisors have seen of a customer's chat; what still waits comes by itself. */
  async function shownBefore({ _id }: Customer): Promise<Line[]> {
    const lines = await shop.transcript.lastOf(_id, historyLines)
    const copies = await Promise.all(lines.map((line) => messages.remoteIdOf(copyKey(line._id))))
    return lines.filter(({ who }, i) => who.kind !== 'customer' || copies[i] !== null)
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
    const told = change.startsWith('t')
      ? ({ content: { ...content, moves: true }, notBefore: ahead } as const)
      : ({ content, lane: 'transactional' } as const)
    return [telling.toTopic(topic, { key: `${key}:${change}`, ...told })]
  }

  return { open, cardMessages }
}

export type Opening = ReturnType<typeof createOpening>

/** Before anything that waits. */
const ahead = new Date(0)
