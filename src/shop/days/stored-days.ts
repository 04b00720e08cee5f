import type { Connection } from 'mongoose'
import { isDuplicate } from '../change.ts'
import type { AdoptedProfile } from '../profile/shop-profile.ts'
import { blankDay, createPlans, type DayPlan } from './day-plan.ts'
import { exchange } from './exchange.ts'
import { instantAt } from './fitting.ts'
import { redraw } from './redraw.ts'
import { dayModel, type Entry, exactLongs, type ShopDay, storedDay } from './shop-day.ts'

/** A day as stored and the plan it was drawn by. */
export type Drawn = { day: ShopDay; plan: DayPlan }

/** Days in the database, always drawn by the profile in force. */
export function createStoredDays({ connection }: { connection: Connection }) {
  const model = dayModel(connection)
  const plan = createPlans()
  const read = (onDay: string) => model.findById(onDay, null, exactLongs).lean<ShopDay>()

  /** The profile's plan in the frame of a stored day, which may be wider than today's hours; else in that of its hours. */
  function planOf(shop: AdoptedProfile, day: Pick<ShopDay, '_id' | 'opensAt' | 'cells'>): DayPlan {
    return plan(shop, day._id, { from: day.opensAt, to: instantAt(day, day.cells) })
  }

  /** The day, made if it is not there yet. */
  async function ready(shop: AdoptedProfile, onDay: string): Promise<Drawn> {
    const found = await read(onDay)
    if (found) return current(shop, found)
    try {
      await model.create(storedDay(blankDay(plan(shop, onDay))))
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return ready(shop, onDay)
  }

  /** A day that was read, redrawn first if the profile has changed since; one drawn by a newer profile stays. */
  async function current(shop: AdoptedProfile, day: ShopDay): Promise<Drawn> {
    if (day.profileVersion >= shop.version) return { day, plan: planOf(shop, day) }
    const next = storedDay({ ...redraw(shop, day), version: day.version + 1 })
    await model.updateOne({ _id: day._id, version: day.version }, { $set: next })
    return ready(shop, day._id)
  }

  /** Writes one exchange; false when what it relies on is no longer so, and then nothing has happened. */
  async function swap(
    { plan }: Drawn,
    change: { old: Entry | null; next: Entry | null; useReserve?: boolean },
  ): Promise<boolean> {
    const { condition, update, options } = exchange(plan, change)
    return (await model.updateOne(condition, update, options)).modifiedCount === 1
  }

  return { model, read, ready, current, swap, plan, planOf }
}

export type StoredDays = ReturnType<typeof createStoredDays>
