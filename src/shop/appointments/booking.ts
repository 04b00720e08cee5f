import { isDeepStrictEqual } from 'node:util'
import { isRefusal, type Refusal, refuse } from '../../refusal.ts'
import { type Impossible, requestOf, sameAgain } from '../days/request.ts'
import type { Entry } from '../days/shop-day.ts'
import type { NotTaken, Underway } from '../days/taking.ts'
import { itemOf } from '../profile/items.ts'
import { dayOf } from '../profile/opening.ts'
import { freeOfCharge, isFreeAgain, quote } from '../profile/quote.ts'
import type { AdoptedProfile } from '../profile/shop-profile.ts'
import type { Appointment, Concern, Source } from './appointment.ts'
import { placeOf } from './records.ts'
import { type Untimely, untimely } from './timely.ts'
import { mostAttempts, type Tools } from './tools.ts'

/** A time wanted; `advisorId` null means any. The id was made a step earlier, so that a repeated tap repeats nothing. */
export type Wanted = {
  id: string
  customerId: string
  vehicleId: string
  itemIds: string[]
  concern?: Concern[]
  startsAt: Date
  advisorId: string | null
  source: Source
  by: string
  /** Until when the time is held, where that is not the profile's usual few minutes. */
  until?: Date
}
export type NotHeld = Untimely | Impossible | NotTaken | 'not-held'
export type NotConfirmed = 'hold-expired' | 'past' | 'not-held'

/** From a wanted time to an appointment: hold, then confirm, or release. */
export function createBooking({ records, days, profile, clock, mend }: Tools) {
  /**
   * Holds a time for as long as the profile says. Idempotent by id; another time under the same id moves the hold. The
   * day is written first: a crash after it leaves a hold that runs out by itself.
   */
  async function hold(wanted: Wanted): Promise<Appointment | Refusal<NotHeld>> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const shop = await profile.refresh()
      const now = clock.now()
      const read = await records.get(wanted.id)
      if (read && read.state !== 'held') {
        return read.startsAt.getTime() === wanted.startsAt.getTime() ? read : refuse('not-held')
      }
      const request = requestOf(shop, wanted)
      if (isRefusal<Impossible>(request)) return request
      const late = untimely(shop, { startsAt: wanted.startsAt, now, source: wanted.source })
      if (late) return late

      const entry = await days.take({
        appointmentId: wanted.id,
        placement: placementFor(read, wanted),
        vehicleId: wanted.vehicleId,
        startsAt: wanted.startsAt,
        until: wanted.until ?? new Date(now.getTime() + shop.holdMinutes * 60_000),
        request: { ...request, useReserve: wanted.source.kind === 'advisor' },
      })
      if (isRefusal<NotTaken | Underway>(entry)) {
        if (entry.refused !== 'underway') return refuse(entry.refused)
        await mend(wanted.id)
        continue
      }
      const held = await write(shop, { read, wanted, entry, now })
      if (held) return held
    }
    throw new Error(`appointment ${wanted.id} was changed by others ${mostAttempts} times in a row`)
  }

  /** The held appointment that mirrors its entry; `null` when another write came first. */
  async function write(
    shop: AdoptedProfile,
    { read, wanted, entry, now }: { read: Appointment | null; wanted: Wanted; entry: Entry; now: Date },
  ): Promise<Appointment | null> {
    const onDay = dayOf(shop.zone, entry.startsAt)
    const quoted = quote(shop, wanted.itemIds)
    const isFree = wanted.source.kind === 'rework' && isFreeAgain(shop, wanted.itemIds)
    const facts = {
      ...placeOf(onDay, entry),
      heldUntil: entry.until,
      customerId: wanted.customerId,
      vehicleId: wanted.vehicleId,
      items: wanted.itemIds.map((id) => quotedItem(shop, id)),
      quote: isFree ? freeOfCharge(quoted) : quoted,
      source: wanted.source,
    }
    if (read) {
      const concern = withMore(read.concern, wanted.concern ?? [])
      if (isDeepStrictEqual({ ...read, ...facts, concern }, read)) return read
      const moved = await records.change(read, { ...facts, concern }, { by: wanted.by, at: now })
      if (moved && read.onDay !== onDay) await days.free(read.onDay, read._id, (old) => old.placement < entry.placement)
      return moved
    }
    const fresh: Appointment = { ...blank(wanted, now), ...facts }
    return (await records.insert(fresh)) ? fresh : null
  }

  /**
   * Makes a held time an appointment. A hold that ran out is no loss while the time is still free: it is taken again.
   * Confirming twice answers the same.
   */
  async function confirm(id: string, by: string): Promise<Appointment | Refusal<NotConfirmed>> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const now = clock.now()
      const read = await records.get(id)
      if (!read) return refuse('hold-expired')
      if (read.state === 'cancelled' || read.state === 'no-show') return refuse('not-held')
      if (read.state !== 'held') return read
      if (read.startsAt <= now) return refuse('past')
      const kept = await days.keep(read.onDay, {
        appointmentId: id,
        placement: read.placement,
        startsAt: read.startsAt,
      })
      const place = kept ? {} : await takeAgain(read)
      if (isRefusal<NotTaken | Underway | Impossible>(place)) {
        if (place.refused !== 'underway') return refuse('hold-expired')
        await mend(id)
        continue
      }
      const booked = { ...place, state: 'booked' as const, heldUntil: null, dirty: true }
      const written = await records.change(read, booked, { by, at: now })
      if (written) return written
    }
    throw new Error(`appointment ${id} was changed by others ${mostAttempts} times in a row`)
  }

  async function takeAgain(read: Appointment) {
    const request = sameAgain(await profile.refresh(), read)
    if (isRefusal<Impossible>(request)) return request
    const { _id: appointmentId, placement, vehicleId, startsAt } = read
    const entry = await days.take({ appointmentId, placement, vehicleId, startsAt, until: null, request })
    return isRefusal<NotTaken | Underway>(entry) ? entry : placeOf(read.onDay, entry)
  }

  /** Gives a held time back at once. What is booked stays; what is gone is gone. */
  async function release(id: string): Promise<void> {
    const read = await records.get(id)
    if (read?.state !== 'held') return
    await days.free(read.onDay, id, (entry) => entry.until !== null)
    await records.model.deleteOne({ _id: id, version: read.version, state: 'held' })
  }

  return { hold, confirm, release }
}

/** The same time again keeps its number, so that a repeated hold finds what it took; another time counts one further. */
function placementFor(read: Appointment | null, wanted: Wanted): number {
  if (!read) return 1
  return read.startsAt.getTime() === wanted.startsAt.getTime() ? read.placement : read.placement + 1
}

/** Words are only ever added: those that are new follow those that are there. */
function withMore(known: Concern[], said: Concern[]): Concern[] {
  const isKnown = ({ words, saidAt }: Concern) =>
    known.some((one) => one.words === words && one.saidAt.getTime() === saidAt.getTime())
  return [...known, ...said.filter((one) => !isKnown(one))]
}

const quotedItem = (shop: AdoptedProfile, id: string) => {
  const { name, labourMinutes } = itemOf(shop, id)
  return { id, name, labourMinutes }
}

/** What a new appointment is before anything is known of its time. */
function blank({ id, concern = [] }: Wanted, now: Date) {
  return {
    _id: id,
    version: 1,
    dirty: false,
    state: 'held' as const,
    concern,
    reconfirmed: 'not-asked' as const,
    lateMinutes: 0,
    cancelReason: null,
    icsSequence: 0,
    history: [],
    createdAt: now,
  }
}
