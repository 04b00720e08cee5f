import type { TelegramUpdate } from '@gramio/types'
import { type Connection, mongo } from 'mongoose'
import type { PersonalData } from '../../shop/personal-data.ts'
import { chatOf, type StoredUpdate, updateModel } from './update.ts'

/**
 * The durable queue of what came in. Mongo holds the updates and their order; who is woken to work on them is
 * somebody else's business, and may be lost without losing an update.
 */
export function createInbox({ connection }: { connection: Connection }) {
  const model = updateModel(connection)

  /**
   * Stores updates before they are acknowledged. Those seen before are dropped, those of no chat ignored.
   * Returns the chats that have something new. Throws when the database is away: then nothing may be acknowledged.
   */
  async function store(updates: TelegramUpdate[]): Promise<string[]> {
    const fresh = updates.flatMap((body): StoredUpdate[] => {
      const chat = chatOf(body)
      return chat ? [{ _id: body.update_id, chat, body, state: 'new', attempts: 0 }] : []
    })
    if (fresh.length === 0) return []
    try {
      await model.collection.insertMany(fresh as never[], { ordered: false })
    } catch (error) {
      if (!isOnlyDuplicates(error)) throw error
    }
    return [...new Set(fresh.map((update) => update.chat))]
  }

  /** The oldest unhandled updates of a chat, in Telegram's order. */
  const waiting = (chat: string, limit: number) =>
    model.find({ state: 'new', chat }).sort({ _id: 1 }).limit(limit).lean<StoredUpdate[]>()

  async function done(id: number) {
    await model.updateOne({ _id: id, state: 'new' }, { $set: { state: 'done', body: null }, ...closedNow })
  }

  /** Counts a failed attempt and answers how many there have been. */
  async function failed(id: number): Promise<number> {
    const after = await model
      .findOneAndUpdate({ _id: id }, { $inc: { attempts: 1 } }, { returnDocument: 'after' })
      .lean<StoredUpdate>()
    return after?.attempts ?? 0
  }

  async function park(id: number) {
    await model.updateOne({ _id: id, state: 'new' }, { $set: { state: 'parked' }, ...closedNow })
  }

  /** Chats with something unhandled, at most `limit`; a chat with a thousand updates counts as one. */
  async function chatsWaiting(limit: number): Promise<string[]> {
    const chats = await model.aggregate<{ _id: string }>([
      { $match: { state: 'new' } },
      { $group: { _id: '$chat' } },
      { $limit: limit },
    ])
    return chats.map(({ _id }) => _id)
  }

  const isQuiet = async () => !(await model.exists({ state: 'new' }))
  const parkedIds = async () =>
    (await model.find({ state: 'parked' }, { _id: 1 }).limit(100).lean<{ _id: number }[]>()).map(({ _id }) => _id)

  const personalData: PersonalData = {
    name: 'updates',
    exportOf: async () => [],
    async eraseOf({ chats }) {
      await model.deleteMany({ state: { $in: ['done', 'parked'] }, chat: { $in: chats } })
    },
  }

  return { store, waiting, done, failed, park, chatsWaiting, isQuiet, parkedIds, personalData }
}

const closedNow = { $currentDate: { closedAt: true } } as const

/**
 * Whether all that went wrong with a bulk insert is that records were there already. A connection that breaks is
 * reported by the same class of error, with an empty list.
 */
function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError) || error.code !== duplicateKey) return false
  return [error.writeErrors].flat().every(({ code }) => code === duplicateKey)
}

/** The error code of MongoDB for a unique key that is taken. */
const duplicateKey = 11000

export type Inbox = ReturnType<typeof createInbox>
