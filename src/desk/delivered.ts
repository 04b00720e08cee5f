import type { OutboxMessage } from '../messages/message.ts'
import type { Messages } from '../messages/messages.ts'
import type { Shop } from '../shop/shop.ts'
import type { Speaking } from './speaking.ts'
import type { Telling } from './telling.ts'
import { customerTopic } from './topics.ts'

/** Among the reactions a bot may set; a tick is not [Bot API]. */
const arrived = '👌'
/** A sign that comes later than this tells nobody anything. */
const signLivesMs = 2 * 60_000

/** Shows advisors what became of their words: a sign when there is room for one, a reason always. */
export function createDelivered(deps: {
  shop: Shop
  messages: Pick<Messages, 'post'>
  telling: Telling
  speaking: Speaking
  now: () => Date
}) {
  const { shop, messages, telling, speaking, now } = deps

  /** Told of every outcome of any message, perhaps twice. */
  return async function delivered({ _id, about, state, reason }: OutboxMessage): Promise<void> {
    if (about?.kind !== 'relay' || state === 'pending' || state === 'sending') return
    const line = await shop.transcript.get(about.id)
    const customer = line && (await shop.customers.get(line.customerId))
    if (!line || !customer) return
    if (state !== 'sent') return speaking.notDelivered(line, customer, reason ?? state)
    const content = { kind: 'react', to: line.source.message, emoji: arrived } as const
    const expiresAt = new Date(now().getTime() + signLivesMs)
    await messages.post([
      telling.toTopic(customerTopic(customer), { key: `${_id}:arrived`, lane: 'survey', content, expiresAt }),
    ])
  }
}
