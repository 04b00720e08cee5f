import { badRequest, forbidden } from './api-error.ts'
import { type Chat, type Group, generalTopicId, isForum, type Post, type Topic } from './chat.ts'
import { botStanding } from './tell.ts'
import { privateChat, type World } from './world.ts'

/** The chat a bot names, if the bot may know of it. Throws ApiError. */
export function knownChat(world: World, chatId: number | string): Chat {
  const id = Number(chatId)
  const account = world.accounts.get(id)
  const chat = world.chats.get(id) ?? (account && privateChat(world, account))
  if (!chat) throw badRequest('chat not found')
  if (chat.kind === 'private') return chat
  const kind = chat.about.type === 'supergroup' ? 'supergroup' : 'group'
  if (chat.migratedTo !== null) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo })
  }
  const { status } = botStanding(world, chat)
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${kind} chat`)
  if (status === 'left') throw forbidden(`bot is not a member of the ${kind} chat`)
  return chat
}

/** The chat, if the bot may write to it now: the person pressed START, did not block the bot, still exists. */
export function writableChat(world: World, chatId: number | string): Chat {
  const chat = knownChat(world, chatId)
  if (chat.kind === 'group') return chat
  if (chat.account.deactivated) throw forbidden('user is deactivated')
  if (chat.account.blocked) throw forbidden('bot was blocked by the user')
  if (!chat.account.started) throw forbidden("bot can't initiate conversation with a user")
  return chat
}

/** The topic a message is to go to; null is the General topic or a chat without topics. */
export function openThread(chat: Chat, threadId: number | undefined): Topic | null {
  if (!threadId) return null
  const topic = isForum(chat) && threadId !== generalTopicId ? chat.topics.get(threadId) : undefined
  if (!topic || topic.deleted) throw badRequest('message thread not found')
  if (topic.closed) throw badRequest('TOPIC_CLOSED')
  return topic
}

/** A message by id; `what` words the refusal, e.g. `message to edit`. */
export function knownPost(chat: Chat, messageId: number | undefined, what: string): Post {
  const post = messageId === undefined ? undefined : chat.posts.get(messageId)
  if (!post) throw badRequest(`${what} not found`)
  return post
}

export type Right =
  | 'can_manage_topics'
  | 'can_pin_messages'
  | 'can_delete_messages'
  | 'can_restrict_members'
  | 'can_change_info'

/** Throws unless the bot is an administrator of the group with this right. */
export function assertRight(world: World, group: Group, right: Right, refusal = 'not enough rights'): void {
  const standing = botStanding(world, group)
  if (standing.status !== 'administrator' || standing[right] !== true) throw badRequest(refusal)
}
