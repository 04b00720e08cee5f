import type { TelegramMessage, TelegramUser } from '@gramio/types'
import type { Chat, Group, Post, Topic } from './chat.ts'
import { unixNow, type World } from './world.ts'

export type Content = Partial<Omit<TelegramMessage, 'message_id' | 'date' | 'chat' | 'from'>>

/** Puts a message into a chat under the chat's next message id, forgetting the oldest beyond the history kept. */
export function addPost(world: World, chat: Chat, from: TelegramUser, content: Content): Post {
  const message: TelegramMessage = {
    message_id: ++chat.lastMessageId,
    from,
    chat: chat.about,
    date: unixNow(world),
    ...content,
  }
  const post: Post = { message, own: from.id === world.bot.id, frozen: false, reactions: [] }
  chat.posts.set(message.message_id, post)
  if (chat.posts.size > world.history) {
    const oldest = chat.posts.keys().next().value
    if (oldest !== undefined) chat.posts.delete(oldest)
  }
  world.watchers.changed(chat.about.id, message.message_id)
  return post
}

/** Replaces what a message says and stamps the edit; a field given as undefined is taken away. */
export function editPost(world: World, chat: Chat, post: Post, change: Content, stamp = true): void {
  const message: TelegramMessage = { ...post.message, ...change, ...(stamp && { edit_date: unixNow(world) }) }
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) Reflect.deleteProperty(message, key)
  }
  post.message = message
  world.watchers.changed(chat.about.id, message.message_id)
}

export function removePost(world: World, chat: Chat, messageId: number): boolean {
  chat.pinned.delete(messageId)
  const removed = chat.posts.delete(messageId)
  if (removed) world.watchers.changed(chat.about.id, messageId)
  return removed
}

/**
 * Where a message stands: in which topic, and what it answers. In a topic, a message that answers nothing
 * still points to the topic's first message, as Telegram has it.
 */
export function placeFields(chat: Chat, topic: Topic | null, replyTo: Post | null): Content {
  const first = topic ? chat.posts.get(topic.id) : undefined
  const answered = replyTo ?? first
  return {
    ...(topic && { message_thread_id: topic.id, is_topic_message: true as const }),
    ...(answered && { reply_to_message: withoutReply(answered.message) }),
  }
}

function withoutReply({ reply_to_message: _nested, ...message }: TelegramMessage): TelegramMessage {
  return message
}

/** Messages of one topic; of the General topic when it is null. */
export function inTopic(message: TelegramMessage, topicId: number | null): boolean {
  return (message.is_topic_message ? (message.message_thread_id ?? null) : null) === topicId
}

/** A topic and its first, service message. */
export function openTopic(world: World, group: Group, by: TelegramUser, name: string, iconColor: number): Post {
  const id = group.lastMessageId + 1
  group.topics.set(id, { id, name, iconColor, closed: false, deleted: false })
  return addPost(world, group, by, {
    message_thread_id: id,
    is_topic_message: true,
    forum_topic_created: { name, icon_color: iconColor },
  })
}
