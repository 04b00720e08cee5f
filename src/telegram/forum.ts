import { type Connection, Schema } from 'mongoose'
import type { Governor } from '../messages/governor.ts'
import type { Lane } from '../messages/message.ts'
import type { Answer, Api } from './api.ts'

/** A topic by its name. Telegram has no list of topics, so this record is the truth of which there are. */
type Topic = { _id: string; threadId: number }

/** Where a message for a topic goes: its thread, or General where the group has no topics for us. Or why not now. */
export type Thread = { thread: number | null } | Exclude<Answer<never>, { ok: unknown }>

/**
 * Topics of groups, each made once and remembered. Messages of a group leave one after another, whatever the number of
 * processes, so two never make the same topic at once. A process that dies between making and remembering leaves an
 * empty topic behind: Telegram has no key by which to tell.
 */
export function createForum({ connection, api, governor }: { connection: Connection; api: Api; governor: Governor }) {
  const model = connection.model<Topic>('Topic', schema)
  const idOf = (chat: string, name: string) => `${chat}:${name}`

  /** The thread of a topic, which is made if it is not there yet. */
  async function threadOf(chat: string, name: string, lane: Lane): Promise<Thread> {
    const known = await model.findById(idOf(chat, name)).lean<Topic>()
    return known ? { thread: known.threadId } : make(chat, name, lane)
  }

  async function make(chat: string, name: string, lane: Lane): Promise<Thread> {
    const permit = await governor.ask({ lane, chat })
    if (!permit.go) return { wait: permit.forMs, flooded: false }
    const heldMs = await governor.depart(permit)
    if (heldMs > 0) return { wait: heldMs, flooded: false }
    const made = await api.call('createForumTopic', { chat_id: Number(chat.replace('tg:', '')), name })
    if (!('ok' in made)) return 'refused' in made && hasNoTopics.test(made.refused) ? { thread: null } : made
    const threadId = made.ok.message_thread_id
    await model.updateOne({ _id: idOf(chat, name) }, { $set: { threadId } }, { upsert: true })
    return { thread: threadId }
  }

  /** Forgets a topic that proved to be deleted, unless another has been made since. */
  async function forget(chat: string, name: string, threadId: number): Promise<void> {
    await model.deleteOne({ _id: idOf(chat, name), threadId })
  }

  return { threadOf, forget }
}

export type Forum = ReturnType<typeof createForum>

/** Topics are off, or the bot may not make any: General is better than silence. */
const hasNoTopics = /not a forum|not enough rights to create a topic/i

const schema = new Schema<Topic>(
  { _id: { type: String, required: true }, threadId: { type: Number, required: true } },
  { collection: 'topics', versionKey: false },
)
