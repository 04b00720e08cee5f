import type { Log } from '../log.ts'
import type { Lookup, OutboxMessage, Outcome } from '../messages/message.ts'
import type { Answer, Api } from './api.ts'
import type { Codec } from './codec.ts'
import type { Forum } from './forum.ts'
import { renderScreen, renderText } from './render.ts'

/** Carries one outbox message to Telegram, in one call (two where an edit turns out to be impossible). */
export function createTransport({ api, codec, forum, log }: { api: Api; codec: Codec; forum: Forum; log: Log }) {
  /** A message for a topic by its name: the topic is found or made, and made once more when it proves to be deleted. */
  return async function transport(message: OutboxMessage, lookup: Lookup): Promise<Outcome> {
    const { chat, topicName } = message.to
    if (topicName === undefined) return send(message, lookup)
    for (let round = 1; ; round++) {
      const found = await forum.threadOf(chat, topicName, message.lane)
      if (!('thread' in found)) return untilMended(outcomeOf(found))
      const { thread } = found
      const to = thread === null ? { chat } : { chat, topic: thread }
      const outcome = await send({ ...message, to }, lookup)
      if (thread === null || round > 1 || !('failed' in outcome) || !isTopicGone.test(outcome.failed))
        return untilMended(outcome)
      log.warn({ message: message._id, thread }, 'topic was deleted, made again')
      await forum.forget(chat, topicName, thread)
    }
  }

  async function send(message: OutboxMessage, lookup: Lookup): Promise<Outcome> {
    const { content } = message
    const to = {
      chat_id: chatId(message.to.chat),
      ...(message.to.topic && { message_thread_id: message.to.topic }),
    }
    const silent = 'silent' in content && content.silent ? { disable_notification: true } : {}
    switch (content.kind) {
      case 'screen': {
        const params = renderScreen(content.screen, { chat: message.to.chat, revision: content.revision, codec })
        const edited = content.editId ?? (content.edit ? await lookup(content.edit) : null)
        if (edited) {
          const answer = await api.call('editMessageText', {
            ...params,
            chat_id: to.chat_id,
            message_id: Number(edited),
          } as never)
          if (!isGone(answer)) return outcomeOf(answer, edited)
          log.debug({ message: message._id }, 'message to edit is gone, sent anew')
        }
        return outcomeOf(await api.call('sendMessage', { ...to, ...silent, ...params }))
      }
      case 'plain': {
        const keyboard = content.dropKeyboard ? { reply_markup: { remove_keyboard: true as const } } : {}
        return outcomeOf(await api.call('sendMessage', { ...to, ...silent, ...renderText(content.text), ...keyboard }))
      }
      case 'place': {
        const { latitude, longitude, title, address } = content
        return outcomeOf(await api.call('sendVenue', { ...to, latitude, longitude, title, address }))
      }
      case 'file': {
        const document = { source: Buffer.from(content.text, 'utf8'), filename: content.name }
        const caption = content.caption ? { caption: content.caption } : {}
        return outcomeOf(await api.call('sendDocument', { ...to, ...caption, document } as never))
      }
      case 'copy': {
        const { chat, remoteId } = content.from
        return outcomeOf(
          await api.call('copyMessage', { ...to, ...silent, from_chat_id: chatId(chat), message_id: Number(remoteId) }),
        )
      }
      case 'remove':
        return remove(to.chat_id, await lookup(content.of))
    }
  }

  /** Deletes a message of ours; older than 48 hours Telegram refuses that, and its buttons are taken away instead. */
  async function remove(chat_id: number, id: string | null): Promise<Outcome> {
    if (!id) return { dropped: 'nothing to remove' }
    const message_id = Number(id)
    const deleted = await api.call('deleteMessage', { chat_id, message_id })
    if (!('refused' in deleted)) return outcomeOf(deleted, id)
    return outcomeOf(
      await api.call('editMessageReplyMarkup', { chat_id, message_id, reply_markup: { inline_keyboard: [] } }),
      id,
    )
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
const isTopicGone = /message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i

/** Telegram's answer in the outbox's terms. `id` for calls that answer with no message. */
function outcomeOf(answer: Answer<unknown>, id?: string): Outcome {
  if ('ok' in answer) return { sent: id ?? String((answer.ok as { message_id: number }).message_id) }
  if ('wait' in answer) return { retryAfterMs: answer.wait, flooded: answer.flooded }
  if ('unknown' in answer) return { unknown: answer.unknown }
  if (/not modified/i.test(answer.refused)) return { sent: id ?? '' }
  if (answer.code === 403) return { failed: answer.refused, unreachable: true }
  return { failed: answer.refused }
}

const chatId = (chat: string) => Number(chat.replace('tg:', ''))

const isGone = (answer: Answer<unknown>) =>
  'refused' in answer && /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(answer.refused)
