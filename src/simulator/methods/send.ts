import type { SendMessageParams, TelegramMessage } from '@gramio/types'
import { knownPost, openThread, writableChat } from '../address.ts'
import { badRequest } from '../api-error.ts'
import type { Chat } from '../chat.ts'
import { checkedMarkup } from '../keyboard.ts'
import { addPost, type Content, placeFields } from '../posts.ts'
import { characters, formatted, type ParseMode, textLimit } from '../text/formatted.ts'
import type { World } from '../world.ts'
import type { Methods } from './method.ts'

/** What every sending method takes. */
export type Envelope = Pick<SendMessageParams, 'chat_id' | 'message_thread_id' | 'reply_parameters' | 'reply_markup'>

/** Sends content: checks the address, the thread, the answered message and the keyboard, then posts it. */
export function send(world: World, envelope: Envelope, contentFor: (chat: Chat) => Content): TelegramMessage {
  const chat = writableChat(world, envelope.chat_id)
  const replyTo = repliedPost(chat, envelope)
  const topic = openThread(chat, envelope.message_thread_id ?? threadOf(replyTo?.message))
  const markup = checkedMarkup(envelope.reply_markup, chat)
  const content = contentFor(chat)
  const post = addPost(world, chat, world.bot, {
    ...placeFields(chat, topic, replyTo),
    ...content,
    ...(markup?.kind === 'inline' && markup.markup && { reply_markup: markup.markup }),
  })
  post.frozen = markup !== null && markup.kind !== 'inline'
  if (markup?.kind === 'reply') chat.keyboard = { rows: markup.rows, oneTime: markup.oneTime }
  if (markup?.kind === 'remove') chat.keyboard = null
  if (post.frozen) world.watchers.changed(chat.about.id, null)
  return post.message
}

function repliedPost(chat: Chat, { reply_parameters: reply }: Envelope) {
  if (!reply?.message_id) return null
  if (reply.allow_sending_without_reply && !chat.posts.has(reply.message_id)) return null
  return knownPost(chat, reply.message_id, 'message to be replied')
}

/** An answer lands in the topic of what it answers. */
function threadOf(message: TelegramMessage | undefined): number | undefined {
  return message?.is_topic_message ? message.message_thread_id : undefined
}

export type CaptionParams = {
  caption?: string | { toString(): string }
  parse_mode?: ParseMode
  caption_entities?: SendMessageParams['entities']
}

/** Text of a message, 1–4096 characters after parsing. */
export function textContent({
  text,
  parse_mode,
  entities,
}: Pick<SendMessageParams, 'text' | 'parse_mode' | 'entities'>) {
  const words = formatted(String(text), parse_mode, entities)
  if (words.text === '') throw badRequest('text must be non-empty')
  if (characters(words.text) > textLimit) throw badRequest('message is too long')
  return { text: words.text, entities: words.entities.length > 0 ? words.entities : undefined }
}

export const sending: Methods = {
  sendMessage: (world, params) => send(world, params, () => compact(textContent(params))),
}

/** Drops fields that are undefined: Telegram leaves out what is empty. */
export function compact<T extends object>(fields: T): T {
  const full = { ...fields }
  for (const [key, value] of Object.entries(full)) if (value === undefined) Reflect.deleteProperty(full, key)
  return full
}
