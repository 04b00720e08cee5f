import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { createDays } from '../days/days.ts'
import { factsOf } from '../facts.ts'
import { dayOf, instantOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import type { Appointment, Concern } from './appointment.ts'
import { createAttendance } from './attendance.ts'
import { createBooking } from './booking.ts'
import { createLooking } from './looking.ts'
import { createMending } from './mending.ts'
import { type Misfit, unfitness } from './misfits.ts'
import { createMoving } from './moving.ts'
import { personalDataOf } from './personal-data.ts'
import { createRecords } from './records.ts'

/** Appointments from the held time to the completed visit. Every act may be repeated, and survives a crash at any step. */
export function createAppointments({
  connection,
  clock,
  profile,
}: {
  connection: Connection
  clock: Clock
  profile: Profile
}) {
  const records = createRecords({ connection })
  const days = createDays({ connection, clock, profile })
  const { mend, reconcile, upcomingDays } = createMending({ records, days, profile, clock })
  const tools = { records, days, profile, clock, mend }

  /** Adds the customer's words as they were said. The same message, or the same words of the same moment, add nothing. */
  async function addConcern(id: string, concern: Concern): Promise<Appointment | Refusal<'appointment-unknown'>> {
    const { saidAt, words, message } = concern
    const same = message === undefined ? { saidAt, words } : { saidAt, message }
    const added = await records.model
      .findOneAndUpdate(
        { _id: id, concern: { $not: { $elemMatch: same } } },
        { $push: { concern }, $inc: { version: 1 }, $set: { dirty: true } },
        { returnDocument: 'after' },
      )
      .lean<Appointment>()
    return added ?? (await records.get(id)) ?? refuse('appointment-unknown')
  }

  /** What a customer still has before them, the nearest first: from today on, booked or just arrived. */
  function upcoming(customerId: string): Promise<Appointment[]> {
    const { zone } = profile.current()
    const today = instantOf(zone, dayOf(zone, clock.now()), 0)
    return records.model
      .find({ customerId, startsAt: { $gte: today }, state: { $in: ['booked', 'arrived'] } })
      .sort({ startsAt: 1 })
      .lean<Appointment[]>()
  }

  /** Everything a customer ever booked, the latest first. */
  const ofCustomer = (customerId: string, limit = 100) =>
    records.model
      .find({ customerId, state: { $ne: 'held' } })
      .sort({ startsAt: -1 })
      .limit(limit)
      .lean<Appointment[]>()

  /** Everything that stands on a shop day, by time: for the people who prepare it. */
  async function ofDay(onDay: string): Promise<Appointment[]> {
    const { zone } = profile.current()
    const within = { $gte: instantOf(zone, onDay, 0), $lt: instantOf(zone, onDay, 1_440) }
    const found = await records.model
      .find({ state: { $in: ['booked', 'arrived', 'completed', 'no-show'] }, startsAt: within })
      .lean<Appointment[]>()
    return found.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  }

  /** All that begin in a span of time and that something may still be due about, whatever became of them. */
  const within = ({ from, to }: { from: Date; to: Date }) =>
    records.model
      .find({ state: { $in: ['booked', 'arrived', 'cancelled', 'no-show'] }, startsAt: { $gte: from, $lt: to } })
      .lean<Appointment[]>()

  /** When the first of the holds on a day runs out; `null` when nothing is held. */
  async function nextLapse(onDay: string): Promise<Date | null> {
    const now = clock.now()
    const ends = (await days.between(onDay, onDay))
      .flatMap(({ day }) => day.entries)
      .flatMap(({ until }) => (until && until > now ? [until.getTime()] : []))
    return ends.length > 0 ? new Date(Math.min(...ends)) : null
  }

  /** Upcoming appointments that no longer fit the profile in force, with why: for a person to settle with the customer. */
  async function misfits(): Promise<Misfit[]> {
    const drawn = await upcomingDays()
    const shop = profile.current()
    const now = clock.now()
    const entries = drawn.flatMap(({ day, plan }) =>
      day.entries.filter((entry) => entry.until === null && entry.endsAt > now).map((entry) => ({ plan, entry })),
    )
    const ids = entries.map(({ entry }) => entry.appointmentId)
    const known = await records.model
      .find({ _id: { $in: ids } }, { items: 1 })
      .lean<Pick<Appointment, '_id' | 'items'>[]>()
    const itemsOf = new Map(known.map(({ _id, items }) => [_id, items.map(({ id }) => id)]))
    return entries
      .map(({ plan, entry }) => ({
        appointmentId: entry.appointmentId,
        onDay: plan.onDay,
        startsAt: entry.startsAt,
        reasons: unfitness(shop, { plan, entry, itemIds: itemsOf.get(entry.appointmentId) ?? [] }),
      }))
      .filter(({ reasons }) => reasons.length > 0)
  }

  /** Gives all appointments of one customer to another, when both prove to be the same person. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    const line = { at: clock.now(), by: 'merge', what: 'customerId', old: fromCustomerId, new: toCustomerId }
    await records.model.updateMany(
      { customerId: fromCustomerId },
      { $set: { customerId: toCustomerId, dirty: true }, $inc: { version: 1 }, $push: { history: line } },
    )
  }

  return {
    ...createBooking(tools),
    ...createMoving(tools),
    ...createAttendance(tools),
    ...createLooking(tools),
    get: records.get,
    addConcern,
    upcoming,
    ofCustomer,
    ofDay,
    within,
    nextLapse,
    misfits,
    handOver,
    facts: factsOf(records.model),
    reconcile,
    releaseExpired: days.releaseExpired,
    personalData: personalDataOf(records),
  }
}

export type Appointments = ReturnType<typeof createAppointments>
