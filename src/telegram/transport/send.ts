import type { Content, Lookup, OutboxMessage, Outcome } from '../../messages/message.ts'
import { pngOf } from '../../picture/png.ts'
import type { Answer, Api } from '../api.ts'
import type { Codec } from '../codec.ts'
import type { Addresses } from '../group/address.ts'
import { renderScreen, renderText } from '../render.ts'
import { renderLines, renderWords } from './lines.ts'
import { outcomeOf } from './outcome.ts'

/** What Telegram refused comes as it is: some of it can be mended. */
export type Sent = Outcome | Extract<Answer<never>, { refused: string }>
type Parameters = { chat_id: number; message_thread_id?: number; disable_notification?: true }

/** Makes the one call that a message, or messages that go together, are. */
export function createSend(deps: { api: Api; codec: Codec; addresses: Addresses; now: () => Date }) {
  const { api, codec, addresses, now } = deps

  return async function send(
    [message, ...companions]: [OutboxMessage, ...OutboxMessage[]],
    thread: number | null,
    lookup: Lookup,
  ): Promise<Sent> {
    const { content } = message
    const chat_id = addresses.idOf(message.to.chat)
    const to: Parameters = {
      chat_id,
      ...(thread !== null && { message_thread_id: thread }),
      ...('silent' in content && content.silent && { disable_notification: true }),
    }
    switch (content.kind) {
      case 'screen':
        return screen(message, content, to, lookup)
      case 'plain': {
        const keyboard = content.dropKeyboard ? { reply_markup: { remove_keyboard: true as const } } : {}
        const words = renderText(content.text)
        return sent(await api.call('sendMessage', { ...to, ...answering(content), ...words, ...keyboard }))
      }
      case 'line': {
        const lines = [content, ...companions.flatMap((one) => (one.content.kind === 'line' ? [one.content] : []))]
        const words = renderLines(lines, now(), thread === null ? message.to.topic?.name : undefined)
        return sent(await api.call('sendMessage', { ...to, ...answering(content), ...words }))
      }
      case 'reword':
        return reword(chat_id, content, lookup)
      case 'place': {
        const { latitude, longitude, title, address } = content
        return sent(await api.call('sendVenue', { ...to, latitude, longitude, title, address }))
      }
      case 'file': {
        const document = { source: Buffer.from(content.text, 'utf8'), filename: content.name }
        const caption = content.caption ? { caption: content.caption } : {}
        return sent(await api.call('sendDocument', { ...to, ...caption, document } as never))
      }
      case 'picture': {
        const photo = { source: Buffer.from(await pngOf(content.svg)), filename: 'chart.png' }
        return sent(
          await api.call('sendPhoto', { ...to, ...(content.caption && { caption: content.caption }), photo } as never),
        )
      }
      case 'copy':
        return companions.length > 0 ? album([message, ...companions], to) : copy(content, to)
      case 'react': {
        const reaction = [{ type: 'emoji' as const, emoji: content.emoji as never }]
        return sent(
          await api.call('setMessageReaction', { chat_id, message_id: Number(content.to), reaction }),
          content.to,
        )
      }
      case 'pin': {
        const id = await lookup(content.of)
        if (id === null) return { dropped: 'nothing to pin' }
        return sent(
          await api.call('pinChatMessage', { chat_id, message_id: Number(id), disable_notification: true }),
          id,
        )
      }
      case 'remove':
        return remove(chat_id, await lookup(content.of))
      case 'forget-topic': {
        if (thread !== null) return sent(await api.call('deleteForumTopic', { chat_id, message_thread_id: thread }), '')
        const message_ids = content.messages.map(Number)
        return sent(await api.call('deleteMessages', { chat_id, message_ids }), '')
      }
    }
  }

  async function screen(
    message: OutboxMessage,
    content: Extract<Content, { kind: 'screen' }>,
    to: Parameters,
    lookup: Lookup,
  ): Promise<Sent> {
    const params = renderScreen(content.screen, { chat: message.to.chat, revision: content.revision, codec })
    const edited = content.editId ?? (content.edit ? await lookup(content.edit) : null)
    if (edited && !content.moves) {
      const answer = await api.call('editMessageText', {
        ...params,
        chat_id: to.chat_id,
        message_id: Number(edited),
      } as never)
      // Gone, or too old to be changed: it is sent anew.
      if (!isGone(answer)) return sent(answer, edited)
    }
    const anew = sent(await api.call('sendMessage', { ...to, ...params }))
    if (!edited || !('sent' in anew)) return anew
    // Nothing with a customer's name on it is left where nobody looks after it; mostly it is gone already.
    if (content.moves) await api.call('deleteMessage', { chat_id: to.chat_id, message_id: Number(edited) })
    return { ...anew, anew: true }
  }

  async function copy({ from, answers }: Extract<Content, { kind: 'copy' }>, to: Parameters): Promise<Sent> {
    const source = { from_chat_id: addresses.idOf(from.chat), message_id: Number(from.remoteId) }
    return sent(await api.call('copyMessage', { ...to, ...answering({ answers }), ...source }))
  }

  /** Several at once stay the album they were. */
  async function album(messages: OutboxMessage[], to: Parameters): Promise<Sent> {
    const sources = messages.flatMap(({ content }) => (content.kind === 'copy' ? [content.from] : []))
    const from_chat_id = addresses.idOf(sources[0]?.chat ?? '')
    // Telegram wants the ids ascending, and answers in that order.
    const message_ids = sources.map(({ remoteId }) => Number(remoteId)).toSorted((a, b) => a - b)
    const answer = await api.call('copyMessages', { ...to, from_chat_id, message_ids })
    if (!('ok' in answer)) return sent(answer)
    const each = sources.map(({ remoteId }) => String(answer.ok[message_ids.indexOf(Number(remoteId))]?.message_id))
    return { sent: each[0] ?? '', each }
  }

  /** A copy of somebody's words gets their new words; of a file, its caption. */
  async function reword(
    chat_id: number,
    { of, text, marks }: Extract<Content, { kind: 'reword' }>,
    lookup: Lookup,
  ): Promise<Sent> {
    const id = await lookup(of)
    if (id === null) return { dropped: 'nothing to change' }
    const message_id = Number(id)
    const words = renderWords(text, marks)
    const answer = await api.call('editMessageText', { chat_id, message_id, ...words })
    if (!('refused' in answer) || !/no text in the message/i.test(answer.refused)) return sent(answer, id)
    const caption = { caption: words.text, caption_entities: words.entities }
    return sent(await api.call('editMessageCaption', { chat_id, message_id, ...caption }), id)
  }

  /** Deletes a message of ours; older than 48 hours Telegram refuses that, and its buttons are taken away instead. */
  async function remove(chat_id: number, id: string | null): Promise<Sent> {
    if (!id) return { dropped: 'nothing to remove' }
    const message_id = Number(id)
    const deleted = await api.call('deleteMessage', { chat_id, message_id })
    if (!('refused' in deleted)) return sent(deleted, id)
    const reply_markup = { inline_keyboard: [] }
    return sent(await api.call('editMessageReplyMarkup', { chat_id, message_id, reply_markup }), id)
  }
}

/** A reply goes out even when what it answers has been deleted. */
function answering({ answers }: { answers?: string }) {
  if (answers === undefined) return {}
  return { reply_parameters: { message_id: Number(answers), allow_sending_without_reply: true } }
}

const sent = (answer: Answer<unknown>, id?: string): Sent =>
  'refused' in answer && !/not modified/i.test(answer.refused) ? answer : outcomeOf(answer, id)

const isGone = (answer: Answer<unknown>) =>
  'refused' in answer && /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(answer.refused)
