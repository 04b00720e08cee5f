import type { TelegramCallbackQuery, TelegramMessage, TelegramUpdate, TelegramUser } from '@gramio/types'
import type { ChatEvent, Happening, Written } from '../conversation/event.ts'
import type { Language } from '../language.ts'
import type { MediaRef } from '../shop/appointments/appointment.ts'
import type { Codec } from './codec.ts'

/** What happened in a private chat, in the conversation's terms; `null` for everything that is none of its business. */
export function eventOf(update: TelegramUpdate, { botId, codec }: { botId: number; codec: Codec }): ChatEvent | null {
  const { message, edited_message, callback_query, my_chat_member } = update
  if (message) return inPrivate(update, message, message.from, botId, messageHappening(message))
  const edited = edited_message?.text ?? edited_message?.caption
  if (edited_message && edited) {
    return inPrivate(update, edited_message, edited_message.from, botId, {
      kind: 'edited',
      text: edited,
      ...writtenAs(edited_message),
    })
  }
  if (callback_query?.message)
    return inPrivate(update, callback_query.message, callback_query.from, botId, tapHappening(callback_query, codec))
  if (my_chat_member) {
    const blocked = ['kicked', 'left'].includes(my_chat_member.new_chat_member.status)
    return inPrivate(update, my_chat_member, my_chat_member.from, botId, { kind: blocked ? 'blocked' : 'unblocked' })
  }
  return null
}

function inPrivate(
  { update_id }: TelegramUpdate,
  { chat, date }: { chat: { id: number; type: string }; date?: number },
  from: TelegramUser | undefined,
  botId: number,
  happening: Happening,
): ChatEvent | null {
  if (chat.type !== 'private' || !from || from.id === botId) return null
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ').trim() || null
  return {
    key: `tg:${update_id}`,
    chat: `tg:${chat.id}`,
    person: { name, language: languageOf(from) },
    at: new Date((date ?? 0) * 1000),
    ...happening,
  }
}

function messageHappening(message: TelegramMessage): Happening {
  const written = writtenAs(message)
  const { text } = message
  if (text !== undefined) {
    const command = /^\/([a-z_]+)(?:@\w+)?(?:\s+(\S+))?/i.exec(text)
    if (command?.[1] === 'start') return { kind: 'start', payload: command[2] ?? '' }
    if (command?.[1]) return { kind: 'command', name: command[1].toLowerCase() }
    return { kind: 'text', text, ...written }
  }
  // A contact is the sender's own only if Telegram says so; anybody can forward anybody's card.
  if (message.contact) {
    const own =
      message.contact.user_id !== undefined && message.contact.user_id === message.from?.id && !message.forward_origin
    // Telegram gives the country code, often without its plus.
    return { kind: 'contact', phone: message.contact.phone_number.replace(/^\+?/, '+'), own, message: written.message }
  }
  const media = mediaOf(message)
  if (media) return { kind: 'media', media, caption: message.caption ?? '', ...written }
  const what = message.sticker ? 'sticker' : message.location ? 'location' : 'message'
  return { kind: 'other', what, message: written.message }
}

/**
 * A message in a topic names the topic's first message as the one it answers: that is no reply by a person. Custom emoji are
 * the writer's privilege; a bot that repeats them is refused.
 */
export function writtenAs(message: TelegramMessage): Written {
  const { message_id, reply_to_message, is_topic_message, message_thread_id } = message
  const answered = reply_to_message?.message_id
  const isTopicItself = is_topic_message && answered === message_thread_id
  const marks = (message.entities ?? message.caption_entities)?.filter(({ type }) => type !== 'custom_emoji')
  return {
    message: String(message_id),
    ...(answered !== undefined && !isTopicItself && { answers: String(answered) }),
    ...(marks && marks.length > 0 && { marks }),
  }
}

export function mediaOf({
  photo,
  voice,
  video,
  video_note,
  document,
  audio,
  media_group_id,
}: TelegramMessage): MediaRef | null {
  const album = media_group_id ?? null
  const largest = photo?.at(-1)
  if (largest) return { kind: 'photo', id: largest.file_id, album }
  const recording = voice ?? audio
  if (recording) return { kind: 'voice', id: recording.file_id, album }
  const film = video ?? video_note
  if (film) return { kind: 'video', id: film.file_id, album }
  return document ? { kind: 'document', id: document.file_id, album } : null
}

function tapHappening({ data, message, from }: TelegramCallbackQuery, codec: Codec): Happening {
  return {
    kind: 'tap',
    tap: data === undefined ? null : codec.decode(`tg:${message?.chat.id ?? from.id}`, data),
    label: labelOf(message, data),
    message: String(message?.message_id ?? ''),
  }
}

/** What stood on the pressed button. */
function labelOf(message: TelegramCallbackQuery['message'], data: string | undefined): string | null {
  const markup = message && 'reply_markup' in message ? message.reply_markup : undefined
  const rows = markup && 'inline_keyboard' in markup ? markup.inline_keyboard : []
  return rows.flat().find((button) => 'callback_data' in button && button.callback_data === data)?.text ?? null
}

/** zh for every Chinese and for people whose app tells nothing: the shop's first language. */
function languageOf({ language_code }: TelegramUser): Language {
  return language_code === undefined || language_code.startsWith('zh') ? 'zh-CN' : 'en'
}
