import { type Connection, Schema } from 'mongoose'

/**
 * The one clock. Nothing else in the product may ask what time it is.
 *
 * `now()` is synchronous so that pure code stays pure. On a simulated clock it answers the instant this process
 * last learned; `sync()` learns it anew and is called by every worker before it takes up a piece of work.
 */
export type Clock = {
  /** The present instant (UTC). */
  now(): Date
  /** Learns the present anew; costs nothing on the system's clock. */
  sync(): Promise<Date>
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sync: async () => new Date(),
}

/** A clock that can be set forward, never back. */
export type SettableClock = Clock & {
  /** Sets the present for every process; `false` when that would be going back. */
  set(to: Date): Promise<boolean>
}

/**
 * One simulated time for all processes of an installation, kept in the database. It stands still until it is set.
 * `startAt` counts only for an installation that has no time yet.
 */
export async function openSimulatedClock(connection: Connection, startAt: Date): Promise<SettableClock> {
  const model = connection.model<{ _id: string; at: Date }>('Clock', clockSchema)
  await model.updateOne({ _id: 'clock' }, { $setOnInsert: { at: startAt } }, { upsert: true })
  let known = startAt

  async function sync(): Promise<Date> {
    const stored = await model.findById('clock').lean<{ at: Date }>()
    if (stored) known = stored.at
    return new Date(known)
  }

  async function set(to: Date): Promise<boolean> {
    const { matchedCount } = await model.updateOne({ _id: 'clock', at: { $lte: to } }, { $set: { at: to } })
    await sync()
    return matchedCount === 1
  }

  await sync()
  return { now: () => new Date(known), sync, set }
}

const clockSchema = new Schema(
  { _id: String, at: { type: Date, required: true } },
  { collection: 'clock', versionKey: false },
)

/** A clock in one's hand: for rooms used alone. */
export function handClock(start: string | Date): Clock & { set(at: string | Date): void } {
  let at = new Date(start)
  return {
    now: () => new Date(at),
    sync: async () => new Date(at),
    set(next) {
      at = new Date(next)
    },
  }
}
