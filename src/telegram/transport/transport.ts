import type { Log } from '../../log.ts'
import type { OutboxMessage, Outcome, Transport } from '../../messages/message.ts'
import type { Api } from '../api.ts'
import type { Codec } from '../codec.ts'
import type { Addresses } from '../group/address.ts'
import type { Forum, Thread } from '../group/forum.ts'
import { outcomeOf } from './outcome.ts'
import { createSend } from './send.ts'

type Deps = { api: Api; codec: Codec; forum: Forum; addresses: Addresses; log: Log; now: () => Date }

/** Carries outbox messages to Telegram, in one call (two where an edit turns out to be impossible). */
export function createTransport({ api, codec, forum, addresses, log, now }: Deps): Transport {
  const send = createSend({ api, codec, addresses, now })

  /** Into a topic, which is found, or made first; and made once more when it proves to be deleted. */
  return async function transport(message, lookup, companions = []): Promise<Outcome> {
    const { chat, topic } = message.to
    const forgets = message.content.kind === 'forget-topic'
    const sent = (thread: number | null) =>
      mended(() => send([message, ...companions], thread, lookup), message, thread)
    if (!topic) return isGroup(chat) ? untilMended(await sent(null)) : sent(null)
    const found = forgets ? { thread: await forum.knownThread(chat, topic) } : await forum.threadOf(chat, topic)
    if ('asked' in found) return { behind: found.asked }
    if (!('thread' in found)) return untilMended(await whereItWent(chat, found))
    const { thread } = found
    const outcome = await sent(thread)
    if (forgets && thread !== null && 'sent' in outcome) await forum.forget(chat, topic.key, thread)
    if (thread === null || !isTopicGone(outcome)) return untilMended(outcome)
    log.warn({ message: message._id, thread }, 'topic was deleted')
    await forum.forget(chat, topic.key, thread)
    return { behind: 'its topic was deleted' }
  }

  /** Makes a call, and again once something that stood in its way has been mended: a closed topic, a group with another id. */
  async function mended(
    call: () => ReturnType<typeof send>,
    { to }: OutboxMessage,
    thread: number | null,
  ): Promise<Outcome> {
    const answer = await call()
    if (!('refused' in answer)) return answer
    if (answer.migratedTo !== undefined) {
      await addresses.move(to.chat, answer.migratedTo)
    } else if (/TOPIC_CLOSED/i.test(answer.refused) && thread !== null) {
      await api.call('reopenForumTopic', { chat_id: addresses.idOf(to.chat), message_thread_id: thread })
    } else {
      return outcomeOf(answer)
    }
    const again = await call()
    return 'refused' in again ? outcomeOf(again) : again
  }

  async function whereItWent(
    chat: string,
    answer: Exclude<Thread, { thread: unknown } | { asked: string }>,
  ): Promise<Outcome> {
    // The topic may have been made, the message was surely not sent.
    if ('unknown' in answer) return { behind: `its topic: ${answer.unknown}`, inDoubt: true }
    if (!('refused' in answer) || answer.migratedTo === undefined) return outcomeOf(answer)
    await addresses.move(chat, answer.migratedTo)
    return { behind: 'the group has another id now' }
  }
}

/** What a group will not have waits until somebody has let the bot in again; nothing of it is lost. */
function untilMended(outcome: Outcome): Outcome {
  const isShut = 'failed' in outcome && (outcome.unreachable || groupIsShut.test(outcome.failed))
  return isShut ? { postponed: `the advisors’ group: ${outcome.failed}`, forMs: groupTriedEveryMs } : outcome
}

/** How often a group that does not let the bot write is tried again, by our clock. */
const groupTriedEveryMs = 10 * 60_000
const groupIsShut = /chat not found|not enough rights|upgraded to a supergroup|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED/i

const isTopicGone = (outcome: Outcome) =>
  'failed' in outcome && /message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(outcome.failed)
const isGroup = (chat: string) => chat.startsWith('tg:-')
