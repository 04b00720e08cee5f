import type { Clock } from '../../clock.ts'
import { isRefusal } from '../../refusal.ts'
import type { Appointments } from '../appointments/appointments.ts'
import type { Customers } from '../customers/customers.ts'
import type { Slot } from '../days/slot.ts'
import type { Slots } from '../days/slots.ts'
import { minuteOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import type { Records } from './records.ts'
import { type Terms, termsOf } from './terms.ts'
import { offerIdOf, type Waiting } from './waiting.ts'

/** Offers what is free to who waits for it. */
export function createOffering(deps: {
  records: Records
  clock: Clock
  profile: Profile
  customers: Customers
  appointments: Appointments
  slots: Slots
}) {
  const { records, clock, profile, customers, appointments, slots } = deps
  const { model } = records

  /**
   * Offers the free times of a day, each to the first in line whom it fits. May run any number of times and in any number
   * of processes at once. Answers when to look again: when a hold runs out, if somebody still waits; else `null`.
   */
  async function offerOn(onDay: string): Promise<Date | null> {
    const shop = await profile.refresh()
    // What a process died over: the time was chosen, and may be held already.
    for (const chosen of await queue(onDay, 'offering')) await secure(chosen)

    const terms = termsOf(shop, clock.now())
    const known = new Map<string, Slot[]>()
    const freeFor = async ({ itemIds, advisorId }: Waiting): Promise<Slot[]> => {
      const key = JSON.stringify([itemIds, advisorId])
      const free = known.get(key) ?? (await slots.times({ itemIds, advisorId, onDay }))
      known.set(key, free)
      return free
    }
    const waiting = await queue(onDay, 'waiting')
    for (const one of waiting) {
      const fitting = (await freeFor(one)).filter((slot) => fits(slot, one, terms, shop.zone))
      if (fitting.length === 0 || !(await canBeAsked(one))) continue
      if (await offerFirst(one, fitting, terms)) known.clear()
    }
    return waiting.length > 0 ? appointments.nextLapse(onDay) : null
  }

  /** First come, first asked. */
  const queue = (onDay: string, state: Waiting['state']) =>
    model.find({ onDays: onDay, state }).sort({ joinedAt: 1 }).lean<Waiting[]>()

  /**
   * Somebody who blocked us is passed over, and keeps the place; who is being asked about one time is not asked about
   * another.
   */
  async function canBeAsked({ customerId }: Waiting): Promise<boolean> {
    const chats = await customers.chatsOf(customerId)
    if (chats.every(({ unreachable }) => unreachable !== null)) return false
    return !(await model.exists({ customerId, state: { $in: ['offering', 'offered'] } }))
  }

  /** Offers the first of these times that can be held; false when none can. */
  async function offerFirst(waiting: Waiting, fitting: Slot[], { tellAt, expiresAt }: Terms): Promise<boolean> {
    let read: Waiting | null = waiting
    for (const { startsAt, endsAt } of fitting) {
      const offer = { appointmentId: offerIdOf(read), startsAt, endsAt, tellAt, expiresAt: expiresAt(startsAt) }
      const chosen: Waiting | null = await records.change(read, { state: 'offering', offer })
      read = chosen && (await secure(chosen))
      if (read?.state !== 'waiting') return read !== null
    }
    return false
  }

  /**
   * Holds the time that was chosen; then the offer stands. Comes after the choice is written, so that whoever goes on
   * after a crash holds the same time under the same id. `null` when another process was quicker.
   */
  async function secure(chosen: Waiting): Promise<Waiting | null> {
    const { _id, customerId, vehicleId, itemIds, advisorId, offer } = chosen
    if (!offer) throw new Error(`waiting ${_id} is being offered nothing`)
    const { appointmentId, startsAt, expiresAt } = offer
    const wanted = { id: appointmentId, customerId, vehicleId, itemIds, advisorId, startsAt, until: expiresAt }
    const held =
      expiresAt > clock.now() &&
      !isRefusal(await appointments.hold({ ...wanted, source: { kind: 'waiting-list', ref: _id }, by: 'waiting-list' }))
    const next = held ? { state: 'offered' as const, dirty: true } : { state: 'waiting' as const, offer: null }
    const written = await records.change(chosen, next)
    // Another process was quicker, and the customer may have answered since: nothing must stay held for nobody.
    const stands = (written ?? (await records.get(_id)))?.offer?.appointmentId === appointmentId
    if (!stands) await appointments.release(appointmentId)
    return written
  }

  return { offerOn }
}

/** Whether a time is what somebody waits for, early enough to be offered, and not refused before. */
function fits({ startsAt, endsAt }: Slot, waiting: Waiting, { earliest }: Terms, zone: string): boolean {
  const minute = minuteOf(zone, startsAt)
  return (
    startsAt >= earliest &&
    minute >= (waiting.fromMinute ?? 0) &&
    minute <= (waiting.toMinute ?? 1_440) &&
    !waiting.passed.some((one) => one.startsAt < endsAt && one.endsAt > startsAt)
  )
}
