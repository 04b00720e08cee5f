import { isDeepStrictEqual } from 'node:util'
import type { SendMessageParams, TelegramMessage } from '@gramio/types'
import { assertRight, knownPost, writableChat } from '../address.ts'
import { badRequest } from '../api-error.ts'
import type { Chat } from '../chat.ts'
import { checkedMarkup } from '../keyboard.ts'
import { fileIdOf } from '../media.ts'
import { type Content, editPost, removePost } from '../posts.ts'
import { unixNow, type World } from '../world.ts'
import type { Methods } from './method.ts'
import { textContent } from './send.ts'
import { captionContent } from './send-media.ts'

type Target = { chat_id?: number | string; message_id?: number; reply_markup?: SendMessageParams['reply_markup'] }

/** Edits one of the bot's own messages in place. A call without a keyboard takes the old one away. */
function edit(world: World, target: Target, contentFor: (message: TelegramMessage) => Content): TelegramMessage {
  if (target.chat_id === undefined || target.message_id === undefined) {
    throw badRequest('message identifier is not specified')
  }
  const chat = writableChat(world, target.chat_id)
  const post = knownPost(chat, target.message_id, 'message to edit')
  if (!post.own || post.frozen || isService(post.message)) throw badRequest("message can't be edited")
  const markup = checkedMarkup(target.reply_markup, chat)
  if (markup && markup.kind !== 'inline') throw badRequest('inline keyboard expected')
  const change = { ...contentFor(post.message), reply_markup: markup?.markup }
  if (Object.entries(change).every(([key, value]) => isDeepStrictEqual(value, Reflect.get(post.message, key)))) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
        'content and reply markup of the message',
    )
  }
  // A changed keyboard alone does not show as an edit.
  editPost(world, chat, post, change, Object.keys(change).length > 1)
  return post.message
}

function isService(message: TelegramMessage): boolean {
  return message.text === undefined && !fileIdOf(message) && !message.location && !message.contact
}

/** A bot may take back messages for two days (Bot API, deleteMessage). */
const deletableSeconds = 48 * 3600

function remove(world: World, chat: Chat, messageId: number): void {
  const post = knownPost(chat, messageId, 'message to delete')
  if (unixNow(world) - post.message.date > deletableSeconds) throw badRequest("message can't be deleted for everyone")
  if (chat.kind === 'group') {
    if (!post.own) assertRight(world, chat, 'can_delete_messages', "message can't be deleted")
    if (post.message.forum_topic_created) throw badRequest("message can't be deleted")
  }
  removePost(world, chat, messageId)
}

export const editing: Methods = {
  editMessageText: (world, params) =>
    edit(world, params, (message) => {
      if (message.text === undefined) throw badRequest('there is no text in the message to edit')
      if (params.text === undefined) throw badRequest('message text is empty')
      return textContent({ ...params, text: params.text })
    }),

  editMessageCaption: (world, params) =>
    edit(world, params, (message) => {
      if (!fileIdOf(message) || message.sticker || message.video_note) {
        throw badRequest('there is no caption in the message to edit')
      }
      return { caption: undefined, caption_entities: undefined, ...captionContent(params) }
    }),

  editMessageReplyMarkup: (world, params) => edit(world, params, () => ({})),

  deleteMessage: (world, params) => {
    remove(world, writableChat(world, params.chat_id), params.message_id)
    return true
  },

  deleteMessages: (world, params) => {
    const chat = writableChat(world, params.chat_id)
    for (const id of params.message_ids) if (chat.posts.has(id)) remove(world, chat, id)
    return true
  },
}
