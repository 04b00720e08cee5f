import { type Connection, Schema } from 'mongoose'
import type { Topic } from '../../messages/message.ts'
import type { Answer, Api } from '../api.ts'
import type { Addresses } from './address.ts'

/** A topic of ours. Telegram has no list of topics, so this record is the truth of which there are. */
type StoredTopic = { _id: string; chat: string; key: string; threadId: number }

/**
 * Where a message for a topic goes: its thread, or General where the group has no topics for us. `asked`: the one call that
 * the message may make was spent on having a topic made, and the message goes with the next. Or why not now.
 */
export type Thread = { thread: number | null } | { asked: string } | Exclude<Answer<never>, { ok: unknown }>

/** After word that the group has no topics for us, real ms without asking again: each time is a call the group counts. */
const withoutTopicsMs = 10_000

/**
 * Topics of groups, each made once and remembered. Messages of a group leave one after another, whatever the number of
 * processes, so two never make the same topic at once. A process that dies between making and remembering leaves an
 * empty topic behind: Telegram has no key by which to tell.
 */
export function createForum(deps: {
  connection: Connection
  api: Api
  addresses: Addresses
  /** Puts what a fresh topic begins with ahead of everything. */
  opening: (topic: Topic, threadId: number) => Promise<void>
}) {
  const { connection, api, addresses, opening } = deps
  const model = connection.model<StoredTopic>('Topic', schema)
  /** Groups without topics for us, by the id they have today, until when by `performance.now()`. */
  const withoutTopics = new Map<number, number>()
  const idOf = (chat: string, key: string) => `${chat}:${key}`

  /** The thread of a topic, which is made if it is not there yet. */
  async function threadOf(chat: string, topic: Topic): Promise<Thread> {
    const thread = await knownThread(chat, topic)
    return thread === null ? make(chat, topic) : { thread }
  }

  async function make(chat: string, { key, name }: Topic): Promise<Thread> {
    const chat_id = addresses.idOf(chat)
    if ((withoutTopics.get(chat_id) ?? 0) > performance.now()) return { thread: null }
    const made = await api.call('createForumTopic', { chat_id, name: cut(name) })
    if ('refused' in made && hasNoTopics.test(made.refused)) {
      withoutTopics.set(chat_id, performance.now() + withoutTopicsMs)
      return { asked: 'the group has no topics for us' }
    }
    if (!('ok' in made)) return made
    const threadId = made.ok.message_thread_id
    await model.updateOne({ _id: idOf(chat, key) }, { $set: { chat, key, threadId } }, { upsert: true })
    await opening({ key, name }, threadId)
    return { asked: 'its topic was made just now' }
  }

  /** What the bot may do in a group has changed: topics are tried again. */
  const tryTopicsAgain = (chat: string): void => void withoutTopics.delete(addresses.idOf(chat))

  /** Which topic of ours a thread is; `null` for General and for topics that people made. */
  async function keyOf(chat: string, threadId: number | null): Promise<string | null> {
    if (threadId === null) return null
    const topic = await model.findOne({ chat, threadId }).lean<StoredTopic>()
    return topic?.key ?? null
  }

  /** The thread of a topic that is there; `null` when none was made. */
  async function knownThread(chat: string, { key }: Topic): Promise<number | null> {
    return (await model.findById(idOf(chat, key)).lean<StoredTopic>())?.threadId ?? null
  }

  /** Forgets a topic that proved to be deleted, unless another has been made since. */
  async function forget(chat: string, key: string, threadId: number): Promise<void> {
    await model.deleteOne({ _id: idOf(chat, key), threadId })
  }

  return { threadOf, knownThread, keyOf, forget, tryTopicsAgain }
}

export type Forum = ReturnType<typeof createForum>

/** Topics are off, or the bot may not make any: General is better than silence. */
const hasNoTopics = /not a forum|not enough rights to create a topic/i

/** Characters of a topic's name [Bot API: 128]. */
const cut = (name: string) => [...name].slice(0, 100).join('').toWellFormed()

const schema = new Schema<StoredTopic>(
  {
    _id: { type: String, required: true },
    chat: { type: String, required: true },
    key: { type: String, required: true },
    threadId: { type: Number, required: true },
  },
  { collection: 'topics', versionKey: false },
)
schema.index({ chat: 1, threadId: 1 })
