import { type Connection, Schema } from 'mongoose'
import type { Governor } from '../../messages/governor.ts'
import type { Lane, Topic } from '../../messages/message.ts'
import type { Answer, Api } from '../api.ts'
import type { Addresses } from './address.ts'

/** A topic of ours. Telegram has no list of topics, so this record is the truth of which there are. */
type StoredTopic = { _id: string; chat: string; key: string; threadId: number }

/**
 * Where a message for a topic goes: its thread, or General where the group has no topics for us; `opened` when it was made
 * just now and something has to go before. Or why not now.
 */
export type Thread = { thread: number | null; opened?: true } | Exclude<Answer<never>, { ok: unknown }>

/**
 * Topics of groups, each made once and remembered. Messages of a group leave one after another, whatever the number of
 * processes, so two never make the same topic at once. A process that dies between making and remembering leaves an
 * empty topic behind: Telegram has no key by which to tell.
 */
export function createForum(deps: {
  connection: Connection
  api: Api
  governor: Governor
  addresses: Addresses
  /** Puts what a fresh topic begins with ahead of everything; false when it begins with nothing. */
  opening: (topic: Topic, threadId: number) => Promise<boolean>
}) {
  const { connection, api, governor, addresses, opening } = deps
  const model = connection.model<StoredTopic>('Topic', schema)
  const idOf = (chat: string, key: string) => `${chat}:${key}`

  /** The thread of a topic, which is made if it is not there yet. */
  async function threadOf(chat: string, topic: Topic, lane: Lane): Promise<Thread> {
    const known = await model.findById(idOf(chat, topic.key)).lean<StoredTopic>()
    return known ? { thread: known.threadId } : make(chat, topic, lane)
  }

  async function make(chat: string, { key, name }: Topic, lane: Lane): Promise<Thread> {
    const permit = await governor.ask({ lane, chat, amends: true })
    if (!permit.go) return { wait: permit.forMs, flooded: false }
    const heldMs = await governor.depart(permit)
    if (heldMs > 0) return { wait: heldMs, flooded: false }
    const made = await api.call('createForumTopic', { chat_id: addresses.idOf(chat), name: cut(name) })
    if (!('ok' in made)) return 'refused' in made && hasNoTopics.test(made.refused) ? { thread: null } : made
    const threadId = made.ok.message_thread_id
    await model.updateOne({ _id: idOf(chat, key) }, { $set: { chat, key, threadId } }, { upsert: true })
    return (await opening({ key, name }, threadId)) ? { thread: threadId, opened: true } : { thread: threadId }
  }

  /** Which topic of ours a thread is; `null` for General and for topics that people made. */
  async function keyOf(chat: string, threadId: number | null): Promise<string | null> {
    if (threadId === null) return null
    const topic = await model.findOne({ chat, threadId }).lean<StoredTopic>()
    return topic?.key ?? null
  }

  /** Forgets a topic that proved to be deleted, unless another has been made since. */
  async function forget(chat: string, key: string, threadId: number): Promise<void> {
    await model.deleteOne({ _id: idOf(chat, key), threadId })
  }

  return { threadOf, keyOf, forget }
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
