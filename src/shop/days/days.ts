import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { dayOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import type { Entry, ShopDay } from './shop-day.ts'
import { exactLongs } from './shop-day.ts'
import { createStoredDays, type Drawn } from './stored-days.ts'
import {
  abandoned,
  entryFor,
  isUnderway,
  isVehicleElsewhere,
  lapsed,
  type NotTaken,
  satisfies,
  type Taking,
  type Underway,
} from './taking.ts'
import { vacate } from './vacate.ts'

/** A lost race is run again on what is true by then; each round lets one racer through, so only a bug gets this far. */
const mostAttempts = 200

/** The shop's days. Every change of one is a single conditional write of a single document (`exchange`). */
export function createDays({ connection, clock, profile }: { connection: Connection; clock: Clock; profile: Profile }) {
  const days = createStoredDays({ connection })

  /**
   * Takes bay, technician and advisor for an appointment, or says why not. What the appointment has on that day already
   * is given back in the same write; the same taking again changes nothing.
   */
  async function take(taking: Taking): Promise<Entry | Refusal<NotTaken | Underway>> {
    const { useReserve = false } = taking.request
    let shop = profile.current()
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const now = clock.now()
      const drawn = await days.ready(shop, dayOf(shop.zone, taking.startsAt))
      if (drawn.day.profileVersion > shop.version) {
        shop = await profile.refresh(drawn.day.profileVersion)
        continue
      }
      const old = drawn.day.entries.find((entry) => entry.appointmentId === taking.appointmentId) ?? null
      if (old && satisfies(old, taking, now)) return old
      if (old && isUnderway(old, taking)) return refuse('underway')

      const inTheWay = [...lapsed(drawn.day, now), ...abandoned(drawn.day, taking)].filter((entry) => entry !== old)
      if (inTheWay.length > 0) {
        for (const entry of new Set(inTheWay)) await days.swap(drawn, { old: entry, next: null })
        continue
      }
      const everybody = shop.advisors.map(({ id }) => id)
      const next = entryFor(vacate(drawn.plan, drawn.day, old ? [old] : []), taking, everybody)
      if ('refused' in next) return next
      if (isVehicleElsewhere(drawn.day, next)) return refuse('vehicle-busy')
      if (await days.swap(drawn, { old, next, useReserve })) return next
    }
    throw new Error(`the day of ${taking.appointmentId} was changed by others ${mostAttempts} times in a row`)
  }

  /** Makes a hold last. False when it is not there any more: its time ran out and somebody else came, or it moved. */
  async function keep(onDay: string, hold: Pick<Entry, 'appointmentId' | 'placement' | 'startsAt'>): Promise<boolean> {
    const { appointmentId, placement, startsAt } = hold
    const { matchedCount } = await days.model.updateOne(
      { _id: onDay, entries: { $elemMatch: { appointmentId, placement, startsAt } } },
      { $set: { 'entries.$[mine].until': null }, $inc: { version: 1 } },
      { arrayFilters: [{ 'mine.appointmentId': appointmentId }] },
    )
    return matchedCount === 1
  }

  /** Gives back what an appointment has on a day, if `meant` says that entry is meant. Nothing there: nothing done. */
  async function free(onDay: string, appointmentId: string, meant: (entry: Entry) => boolean = () => true) {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const found = await days.read(onDay)
      if (!found?.entries.some((entry) => entry.appointmentId === appointmentId)) return
      const drawn = await days.current(await profile.refresh(found.profileVersion), found)
      const old = drawn.day.entries.find((entry) => entry.appointmentId === appointmentId && meant(entry))
      if (!old || (await days.swap(drawn, { old, next: null }))) return
    }
    throw new Error(`the day ${onDay} was changed by others ${mostAttempts} times in a row`)
  }

  /** Frees every hold whose time has run out; answers how many there were. */
  async function releaseExpired(): Promise<number> {
    const shop = await profile.refresh()
    const now = clock.now()
    const due = await days.model
      .find({ 'entries.until': { $gt: new Date(0), $lte: now } }, null, exactLongs)
      .lean<ShopDay[]>()
    let freed = 0
    for (const day of due) {
      const drawn = await days.current(shop, day)
      for (const old of lapsed(drawn.day, now)) if (await days.swap(drawn, { old, next: null })) freed++
    }
    return freed
  }

  /** The days that exist from one to another (inclusive), drawn by the profile in force: for repair and reports. */
  async function between(fromDay: string, toDay: string): Promise<Drawn[]> {
    const shop = await profile.refresh()
    const found = await days.model.find({ _id: { $gte: fromDay, $lte: toDay } }, null, exactLongs).lean<ShopDay[]>()
    return Promise.all(found.map((day) => days.current(shop, day)))
  }

  return { take, keep, free, releaseExpired, between }
}

export type Days = ReturnType<typeof createDays>
