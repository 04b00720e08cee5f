import type { OutboxMessage } from '../messages/message.ts'
import type { Messages } from '../messages/messages.ts'
import type { Shop } from '../shop/shop.ts'
import type { Speaking } from './speaking.ts'
import type { Telling } from './telling.ts'
import { customerTopic } from './topics.ts'
import type { DeskWords } from './words.ts'

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
  words: () => DeskWords
  now: () => Date
}) {
  const { shop, messages, telling, speaking, words, now } = deps

  /** Told of every outcome of any message, perhaps twice. */
  return async function delivered(message: OutboxMessage): Promise<void> {
    const { _id, about, state } = message
    if (state === 'pending' || state === 'sending') return
    if (about?.kind === 'outreach' && state !== 'sent') return notSolicited(_id, about.id, whyNotOf(message))
    if (about?.kind !== 'relay') return
    const line = await shop.transcript.get(about.id)
    const customer = line && (await shop.customers.get(line.customerId))
    if (!line || !customer) return
    if (state !== 'sent') return speaking.notDelivered(line, customer, whyNotOf(message))
    const content = { kind: 'react', to: line.source.message, emoji: arrived } as const
    const expiresAt = new Date(now().getTime() + signLivesMs)
    await messages.post([
      telling.toTopic(customerTopic(customer), { key: `${_id}:arrived`, lane: 'survey', content, expiresAt }),
    ])
  }

  /** An advisor hears why a customer was not solicited; what goes out by itself is in the records only. */
  async function notSolicited(key: string, outreachId: string, reason: string): Promise<void> {
    const outreach = await shop.outreaches.get(outreachId)
    const customer = outreach?.cause === 'advisor' ? await shop.customers.get(outreach.customerId) : null
    if (!customer) return
    const content = { kind: 'plain', text: words().notDelivered(reason) } as const
    await messages.post([telling.toTopic(customerTopic(customer), { key: `${key}:failed`, content })])
  }
}

const whyNotOf = ({ state, reason, unreachable }: OutboxMessage) =>
  unreachable ? 'unreachable' : state === 'unknown' ? 'unknown' : (reason ?? state)
