import type { Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import { databaseNow } from './database-now.ts'
import { insertAbsent } from './insert-absent.ts'
import { type AgendaItem, itemModel, type NewItem } from './item.ts'
import { nearest } from './nearest.ts'

/** A claim without a sign of life for so long has lost its process. */
export const leaseMs = 20_000
/** Keys of one question. */
const askedAtOnce = 500
/** Rows of one answer to a person. */
const listAtMost = 200

/** The records of what is due; each change of state is one conditional write. */
export function createItems({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = itemModel(connection)

  /** Puts items in; those whose key is there already stay as they are. */
  async function put(items: NewItem[]): Promise<void> {
    await insertAbsent(
      model,
      items.map((item): AgendaItem => ({ ...item, state: 'waiting', attempts: 0, failures: 0 })),
    )
  }

  /** Which of these keys nobody has. */
  async function absent(keys: string[]): Promise<string[]> {
    const there = new Set<string>()
    for (let i = 0; i < keys.length; i += askedAtOnce) {
      const some = keys.slice(i, i + askedAtOnce)
      for (const { _id } of await model.find({ _id: { $in: some } }, { _id: 1 }).lean<{ _id: string }[]>())
        there.add(_id)
    }
    return keys.filter((key) => !there.has(key))
  }

  /** What is due, the longest due first. */
  function due(limit: number): Promise<Pick<AgendaItem, '_id' | 'attempts'>[]> {
    return model
      .find({ state: 'waiting', dueAt: { $lte: clock.now() } }, { attempts: 1 })
      .sort({ dueAt: 1 })
      .limit(limit)
      .lean<Pick<AgendaItem, '_id' | 'attempts'>[]>()
  }

  /** Takes the exclusive right to do an item once; `null` when it is not due, or somebody has it. */
  function claim(_id: string): Promise<AgendaItem | null> {
    return model
      .findOneAndUpdate(
        { _id, state: 'waiting', dueAt: { $lte: clock.now() } },
        { $set: { state: 'claimed' }, $inc: { attempts: 1 }, $currentDate: { claimedAt: true } },
        { returnDocument: 'after' },
      )
      .lean<AgendaItem>()
  }

  /** A sign of life of whoever has the item. */
  async function renew(item: AgendaItem): Promise<void> {
    await model.updateOne(held(item), { $currentDate: { claimedAt: true } })
  }

  /** Ends an attempt for good. */
  async function close(item: AgendaItem, state: 'done' | 'skipped' | 'failed', outcome?: string): Promise<void> {
    await model.updateOne(held(item), {
      ...(outcome === undefined ? { $set: { state }, $unset: { outcome: 1 } } : { $set: { state, outcome } }),
      $currentDate: { closedAt: true },
    })
  }

  /** Ends an attempt; the item waits again until `dueAt`. */
  async function putOff(
    item: AgendaItem,
    next: Pick<AgendaItem, 'dueAt' | 'failures'> & { outcome: string },
  ): Promise<void> {
    await model.updateOne(held(item), { $set: { state: 'waiting', ...next } })
  }

  /** Lets items wait again whose process died over them; answers their keys. */
  async function reviveAbandoned(limit: number): Promise<string[]> {
    const before = new Date((await databaseNow(connection)).getTime() - leaseMs)
    const lost = { state: 'claimed', claimedAt: { $lt: before } } as const
    const ids = (await model.find(lost, { _id: 1 }).limit(limit).lean<{ _id: string }[]>()).map(({ _id }) => _id)
    if (ids.length === 0) return []
    const outcome = 'the process died over it'
    await model.updateMany(
      { ...lost, _id: { $in: ids } },
      { $set: { state: 'waiting', outcome }, $inc: { failures: 1 } },
    )
    return ids
  }

  /** Everything on the agenda about an appointment, a customer …, and what became of it, in the order of its time. */
  function why(about: string): Promise<AgendaItem[]> {
    return model.find({ about }).sort({ dueAt: 1 }).limit(listAtMost).lean<AgendaItem[]>()
  }

  /**
   * Whether nothing is due at `now`, and nothing being done. One question: between two an item could slip through. What is
   * being done was due, so that both are found in the same part of the index.
   */
  async function isQuiet(now: Date): Promise<boolean> {
    return !(await model.exists({ state: { $in: ['claimed', 'waiting'] }, dueAt: { $lte: now } }))
  }

  /** The next instant after `now` at which something becomes due; `null` for none. */
  async function nextDueAt(now: Date): Promise<Date | null> {
    const next = await nearest(now, (dueAt) =>
      model.findOne({ state: 'waiting', dueAt }, { dueAt: 1 }).sort({ dueAt: 1 }).lean<Pick<AgendaItem, 'dueAt'>>(),
    )
    return next?.dueAt ?? null
  }

  return { put, absent, due, claim, renew, close, putOff, reviveAbandoned, why, isQuiet, nextDueAt }
}

export type Items = ReturnType<typeof createItems>

const held = ({ _id, attempts }: AgendaItem) => ({ _id, state: 'claimed', attempts }) as const
