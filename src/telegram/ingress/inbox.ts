import type { TelegramUpdate } from '@gramio/types'
import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { isDuplicate } from '../../shop/change.ts'
import type { PersonalData } from '../../shop/personal-data.ts'
import { chatOf, rememberedMs, type StoredUpdate, updateModel } from './update.ts'

/**
 * The durable queue of what came in. Mongo holds the updates and their order; who is woken to work on them is
 * somebody else's business, and may be lost without losing an update.
 */
export function createInbox({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = updateModel(connection)

  /**
   * Stores updates before they are acknowledged. Those seen before are dropped, those of no chat ignored.
   * Returns the chats that have something new. Throws when the database is away: then nothing may be acknowledged.
   */
  async function store(updates: TelegramUpdate[]): Promise<string[]> {
    const forgetAt = new Date(clock.now().getTime() + rememberedMs)
    const fresh = updates.flatMap((body): StoredUpdate[] => {
      const chat = chatOf(body)
      return chat ? [{ _id: body.update_id, chat, body, state: 'new', attempts: 0, forgetAt }] : []
    })
    if (fresh.length === 0) return []
    try {
      await model.collection.insertMany(fresh as never[], { ordered: false })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return [...new Set(fresh.map((update) => update.chat))]
  }

  /** The oldest unhandled updates of a chat, in Telegram's order. */
  const waiting = (chat: string, limit: number) =>
    model.find({ state: 'new', chat }).sort({ _id: 1 }).limit(limit).lean<StoredUpdate[]>()

  async function done(id: number) {
    await model.updateOne({ _id: id, state: 'new' }, { $set: { state: 'done', body: null } })
  }

  /** Counts a failed attempt and answers how many there have been. */
  async function failed(id: number): Promise<number> {
    const after = await model
      .findOneAndUpdate({ _id: id }, { $inc: { attempts: 1 } }, { returnDocument: 'after' })
      .lean<StoredUpdate>()
    return after?.attempts ?? 0
  }

  async function park(id: number) {
    await model.updateOne({ _id: id }, { $set: { state: 'parked' } })
  }

  /** Chats with something unhandled, at most `limit`. */
  async function chatsWaiting(limit: number): Promise<string[]> {
    const some = await model
      .find({ state: 'new' }, { chat: 1 })
      .sort({ state: 1, chat: 1 })
      .limit(limit)
      .lean<{ chat: string }[]>()
    return [...new Set(some.map(({ chat }) => chat))]
  }

  const isQuiet = async () => (await chatsWaiting(1)).length === 0
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

export type Inbox = ReturnType<typeof createInbox>
