import type { Account, Chat, Post } from '../chat.ts'
import { inTopic } from '../posts.ts'
import type { World } from '../world.ts'
import { type SimMessage, simMessage, wordsOn } from './sim-message.ts'
import { transcriptOf } from './transcript.ts'

/** How long people wait for what they expect, in milliseconds, unless told otherwise. */
export const patienceMs = 5000

/** Messages of a chat as people see them now, oldest first; of one topic if asked (null is General). */
export function visible(world: World, chat: Chat, topicId?: number | null): SimMessage[] {
  return [...chat.posts.values()]
    .filter(({ message }) => topicId === undefined || inTopic(message, topicId))
    .map((post) => drawn(world, chat, post))
}

/** One message as people see it now. */
export function drawn(world: World, chat: Chat, post: Post): SimMessage {
  return simMessage(world, post, chat.pinned.has(post.message.message_id))
}

/**
 * What of a chat has to be looked at: everything at first, later only the message that changed, so that
 * waiting in a long chat stays cheap. Null is a change beside the messages.
 */
export type Glance = { changed: number | null } | 'all'

export function glanced(world: World, chat: Chat, glance: Glance, topicId?: number | null): SimMessage[] {
  if (glance === 'all') return visible(world, chat, topicId)
  const post = glance.changed === null ? undefined : chat.posts.get(glance.changed)
  if (!post || (topicId !== undefined && !inTopic(post.message, topicId))) return []
  return [drawn(world, chat, post)]
}

export function readable(world: World, chat: Chat, topicId?: number | null): string {
  const nameOf = (id: number) => world.accounts.get(id)?.user.first_name ?? String(id)
  return transcriptOf(visible(world, chat, topicId), nameOf)
}

/** Resolves with what `find` finds, now or after some change of the chat; rejects with the transcript. */
export function waitFor<T>(
  world: World,
  chat: Chat,
  what: string,
  withinMs: number,
  find: (glance: Glance) => T | undefined,
): Promise<T> {
  const found = find('all')
  if (found !== undefined) return Promise.resolve(found)
  return new Promise((resolve, reject) => {
    const look = (changed: number | null) => {
      const late = find({ changed })
      if (late === undefined) return
      stop()
      clearTimeout(timer)
      resolve(late)
    }
    const stop = world.watchers.watch(chat.about.id, look)
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`${what} was not there within ${withinMs} ms. The chat:\n${readable(world, chat)}`))
    }, withinMs)
  })
}

/** The newest of the bot's visible messages with these words, else the newest answer to a press that has them. */
export function spotted(
  world: World,
  chat: Chat,
  account: Account | null,
  text: string | RegExp,
  glance: Glance,
  topicId?: number | null,
): SimMessage | undefined {
  const has = (words: string) => (typeof text === 'string' ? words.includes(text) : text.test(words))
  const messages = glanced(world, chat, glance, topicId)
  const message = messages.findLast((one) => one.from === 'bot' && has(wordsOn(one)))
  if (message || !account) return message
  const toast = account.toasts.findLast((one) => one.chatId === chat.about.id && has(one.text))
  if (!toast) return undefined
  const post = chat.posts.get(toast.messageId)
  if (post) return drawn(world, chat, post)
  const gone = { id: toast.messageId, chatId: toast.chatId, from: 'bot' as const, buttons: [], reactions: [] }
  return { ...gone, pinned: false, sentAt: world.now() }
}
