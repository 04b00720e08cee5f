import type { TelegramChatFullInfo, TelegramReactionType } from '@gramio/types'
import { assertRight, knownChat, knownPost, openThread, writableChat } from '../address.ts'
import { badRequest } from '../api-error.ts'
import type { Chat } from '../chat.ts'
import { declarations } from '../declarations.ts'
import { addPost } from '../posts.ts'
import { botStanding, tellMessage, tellStanding } from '../tell.ts'
import type { World } from '../world.ts'
import type { Methods } from './method.ts'

/** The values a type alias of the Bot API lists, e.g. the reactions a bot may set. */
function listed(alias: string): string[] {
  return [...(declarations().aliases.get(alias) ?? '').matchAll(/"([^"]+)"/g)].map(([, value = '']) => value)
}

/** Variation selectors do not count: ❤️ and ❤ are one reaction. */
function emojiOf(reaction: TelegramReactionType): string {
  const emoji = reaction.type === 'emoji' ? reaction.emoji.replaceAll('\ufe0f', '') : ''
  if (!listed('TelegramReactionTypeEmojiEmoji').some((known) => known === emoji)) throw badRequest('REACTION_INVALID')
  return emoji
}

function fullInfo(chat: Chat): TelegramChatFullInfo {
  const pinned = chat.posts.get([...chat.pinned].at(-1) ?? 0)
  return {
    ...chat.about,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(pinned && { pinned_message: pinned.message }),
  }
}

function member(world: World, chat: Chat, userId: number) {
  const user = userId === world.bot.id ? world.bot : world.accounts.get(userId)?.user
  if (!user) throw badRequest('user not found')
  if (chat.kind === 'private') return { status: 'member' as const, user }
  return chat.members.get(userId) ?? { status: 'left' as const, user }
}

function assertMayPin(world: World, chat: Chat): void {
  if (chat.kind === 'private') return
  assertRight(world, chat, 'can_pin_messages', 'not enough rights to manage pinned messages in the chat')
}

export const chatting: Methods = {
  getChat: (world, params) => fullInfo(knownChat(world, params.chat_id)),
  getChatMember: (world, params) => member(world, knownChat(world, params.chat_id), params.user_id),

  getChatMemberCount: (world, params) => {
    const chat = knownChat(world, params.chat_id)
    return chat.kind === 'private' ? 2 : chat.members.size
  },

  getChatAdministrators: (world, params) => {
    const chat = knownChat(world, params.chat_id)
    if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat')
    return [...chat.members.values()].filter((one) => one.status === 'administrator' || one.status === 'creator')
  },

  leaveChat: (world, params) => {
    const chat = knownChat(world, params.chat_id)
    if (chat.kind === 'private') throw badRequest("chat member status can't be changed in private chats")
    const before = botStanding(world, chat)
    chat.members.delete(world.bot.id)
    tellStanding(world, chat, world.bot, before, botStanding(world, chat))
    return true
  },

  sendChatAction: (world, params) => {
    openThread(writableChat(world, params.chat_id), params.message_thread_id)
    if (!listed('SendChatActionAction').includes(params.action)) throw badRequest('wrong parameter action in request')
    return true
  },

  setMessageReaction: (world, params) => {
    const chat = writableChat(world, params.chat_id)
    const post = knownPost(chat, params.message_id, 'message to react')
    const reactions = (params.reaction ?? []).map(emojiOf)
    // A bot may set one reaction to a message (Bot API, setMessageReaction).
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY')
    post.reactions = reactions
    world.watchers.changed(chat.about.id, params.message_id)
    return true
  },

  pinChatMessage: (world, params) => {
    const chat = writableChat(world, params.chat_id)
    const post = knownPost(chat, params.message_id, 'message to pin')
    assertMayPin(world, chat)
    if (chat.pinned.has(params.message_id)) return true
    chat.pinned.add(params.message_id)
    const { message_thread_id, is_topic_message } = post.message
    const place = is_topic_message ? { message_thread_id, is_topic_message } : {}
    tellMessage(world, chat, addPost(world, chat, world.bot, { ...place, pinned_message: post.message }))
    return true
  },

  unpinChatMessage: (world, params) => {
    const chat = writableChat(world, params.chat_id)
    assertMayPin(world, chat)
    const messageId = params.message_id ?? [...chat.pinned].at(-1)
    if (messageId === undefined || !chat.pinned.delete(messageId)) throw badRequest('message to unpin not found')
    world.watchers.changed(chat.about.id, messageId)
    return true
  },
}
