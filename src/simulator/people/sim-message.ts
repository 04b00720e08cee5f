import type { TelegramContact, TelegramInlineKeyboardButton, TelegramMessageEntity, TelegramVenue } from '@gramio/types'
import type { Post } from '../chat.ts'
import type { MediaKind } from '../files.ts'
import { fileIdOf } from '../media.ts'
import type { World } from '../world.ts'

export type SimButton = { label: string; data?: string; url?: string; style?: string }
export type SimFile = { name: string; mime: string; bytes: Buffer; fileId: string }

/** A message as a person sees it at one moment; an edit afterwards does not change it. */
export type SimMessage = Partial<Record<MediaKind, SimFile>> & {
  id: number
  chatId: number
  from: 'bot' | number
  /** Text, or the caption of a file. */
  text?: string
  entities?: TelegramMessageEntity[]
  buttons: SimButton[][]
  venue?: TelegramVenue
  location?: { latitude: number; longitude: number }
  contact?: TelegramContact
  /** What a service message tells of, e.g. `forum_topic_created`. */
  service?: string
  albumId?: string
  /** Emoji the bot reacted with. */
  reactions: string[]
  pinned: boolean
  sentAt: Date
  editedAt?: Date
  /** Id of the message this one answers; a topic's first message is not an answer. */
  replyTo?: number
  topicId?: number
}

/** Draws a kept message for a person. */
export function simMessage(world: World, { message, own, reactions }: Post, pinned: boolean): SimMessage {
  const text = message.text ?? message.caption
  const entities = message.entities ?? message.caption_entities
  const file = world.files.byId(fileIdOf(message) ?? '')
  const answered = message.reply_to_message?.message_id
  const markup = message.reply_markup
  const service = Object.keys(message).find((key) => services.test(key))
  return {
    id: message.message_id,
    chatId: message.chat.id,
    from: own ? 'bot' : (message.from?.id ?? 0),
    ...(text !== undefined && { text }),
    ...(entities && { entities }),
    buttons: markup && 'inline_keyboard' in markup ? markup.inline_keyboard.map((row) => row.map(simButton)) : [],
    ...(file && { [file.kind]: { name: file.name, mime: file.mime, bytes: file.bytes, fileId: file.fileId } }),
    ...(message.venue && { venue: message.venue }),
    ...(message.location && { location: message.location }),
    ...(message.contact && { contact: message.contact }),
    ...(service && { service }),
    ...(message.media_group_id && { albumId: message.media_group_id }),
    reactions,
    pinned,
    sentAt: new Date(message.date * 1000),
    ...(message.edit_date && { editedAt: new Date(message.edit_date * 1000) }),
    ...(answered !== undefined && answered !== message.message_thread_id && { replyTo: answered }),
    ...(message.is_topic_message && message.message_thread_id && { topicId: message.message_thread_id }),
  }
}

const services = /^(forum_topic_|new_chat_|left_chat_|migrate_|pinned_message$)/

function simButton({ text, callback_data, url, style }: TelegramInlineKeyboardButton): SimButton {
  return { label: text, ...(callback_data && { data: callback_data }), ...(url && { url }), ...(style && { style }) }
}

/** Every word on a message: its text, its buttons' labels, file names, places, service notes. */
export function wordsOn(message: SimMessage): string {
  const file = fileOn(message)
  const place = message.venue && `${message.venue.title} ${message.venue.address}`
  const labels = message.buttons.flat().map((button) => button.label)
  return [message.text, file?.name, place, message.contact?.phone_number, ...labels].filter(Boolean).join('\n')
}

/** The file on a message, whatever its kind. */
export function fileOn(message: SimMessage): SimFile | undefined {
  const { photo, document, voice, video, video_note, audio, animation, sticker } = message
  return photo ?? document ?? voice ?? video ?? video_note ?? audio ?? animation ?? sticker
}
