import type { Clock } from '../clock.ts'
import type { Content, Lane, NewMessage, Topic } from '../messages/message.ts'
import { customerOfTopic } from './topics.ts'

/** How long words for somebody who is waiting are worth sending; a day later they only confuse. */
const wordsLiveMs = 24 * 60 * 60_000
/** What people say has to arrive however long the group was closed to the bot. */
const groupWordsLiveMs = 7 * wordsLiveMs

type Told = { key: string; content: Content; lane?: Lane; order?: number } & Partial<
  Pick<NewMessage, 'about' | 'bundle' | 'notBefore' | 'expiresAt'>
>

/** Messages of the desk: what people say goes before everything else. */
export function createTelling({ group, clock }: { group: string; clock: Pick<Clock, 'now'> }) {
  const after = (ms: number) => new Date(clock.now().getTime() + ms)

  /** Into a topic of the group, or to all of it. */
  function toTopic(topic: Topic | null, { key, lane = 'reply', ...rest }: Told): NewMessage {
    const customerId = customerOfTopic(topic?.key ?? null)
    return {
      _id: key,
      lane,
      purpose: 'service',
      to: { chat: group, ...(topic && { topic }) },
      ...(customerId !== null && { customerId }),
      expiresAt: after(groupWordsLiveMs),
      ...rest,
    }
  }

  /** To a customer who has a person to talk to, or asked for one. */
  const toChat = (chat: string, { key, ...rest }: Told): NewMessage => ({
    _id: key,
    lane: 'reply',
    purpose: 'reply',
    to: { chat },
    expiresAt: after(wordsLiveMs),
    ...rest,
  })

  return { toTopic, toChat }
}

export type Telling = ReturnType<typeof createTelling>
