import { isRefusal } from '../../refusal.ts'
import { sameAgain } from '../days/request.ts'
import type { Entry } from '../days/shop-day.ts'
import { addDays, dayOf } from '../profile/opening.ts'
import { type Appointment, standing } from './appointment.ts'
import { relocated } from './moving.ts'
import { placeOf } from './records.ts'
import type { Tools } from './tools.ts'

/** What a repair found: changes finished, cells given back, times taken anew, and appointments that have no time. */
export type Repairs = { finished: number; freed: number; retaken: number; unplaced: string[]; drafts: number }

/** Written as the author of what is finished for somebody who was interrupted. */
const by = 'reconcile'
/** The longest a profile may plan ahead (`horizonDays`), so that a shortened horizon hides nothing. */
const daysAhead = 181
/** A draft that nobody confirmed is forgotten a day later; until then it may still be confirmed. */
const draftsKeptMs = 86_400_000

/**
 * Brings days and appointments into agreement after a crash between two writes. What was taken for good is finished,
 * since its old cells may be somebody else's by now; what no appointment stands for is freed. Safe beside running
 * bookings: each step is conditional, and finishes what they would have written themselves.
 */
export function createMending({ records, days, profile, clock }: Omit<Tools, 'mend'>) {
  type Outcome = 'agrees' | 'finished' | 'freed'

  async function mendEntry(onDay: string, entry: Entry): Promise<Outcome> {
    if (entry.until !== null) return 'agrees'
    const read = await records.get(entry.appointmentId)
    if (!read || isStray(read, onDay, entry)) {
      await days.free(onDay, entry.appointmentId, (one) => one.placement === entry.placement && one.until === null)
      return 'freed'
    }
    const place = placeOf(onDay, entry)
    const moved = entry.placement > read.placement
    if (!moved && read.state !== 'held' && mirrors(read, entry)) return 'agrees'
    const values = moved ? relocated(read, place) : { ...place, dirty: true }
    const state = read.state === 'held' ? { state: 'booked' as const, heldUntil: null } : {}
    const changed = await records.change(read, { ...values, ...state }, { by, at: clock.now() })
    return changed ? 'finished' : 'agrees'
  }

  /** Finishes what was left half done of one appointment. */
  async function mend(appointmentId: string): Promise<void> {
    for (const { day } of await upcomingDays()) {
      const entry = day.entries.find((one) => one.appointmentId === appointmentId)
      if (entry) await mendEntry(day._id, entry)
    }
  }

  /** Repairs everything from today on, frees holds that ran out and forgets old drafts. Nothing amiss: nothing written. */
  async function reconcile(): Promise<Repairs> {
    const repairs: Repairs = { finished: 0, freed: await days.releaseExpired(), retaken: 0, unplaced: [], drafts: 0 }
    // Twice: an entry finished on a later day makes the old one on an earlier day a stray.
    for (let round = 1; round <= 2; round++) {
      for (const { day } of await upcomingDays()) {
        for (const entry of day.entries) {
          const outcome = await mendEntry(day._id, entry)
          if (outcome !== 'agrees') repairs[outcome]++
        }
      }
    }
    await retake(repairs)
    const forgotten = { $gt: new Date(0), $lte: new Date(clock.now().getTime() - draftsKeptMs) }
    repairs.drafts = (await records.model.deleteMany({ state: 'held', heldUntil: forgotten })).deletedCount
    return repairs
  }

  /** Booked appointments that have no cells get them again, where somebody still has them free. */
  async function retake(repairs: Repairs): Promise<void> {
    const placed = new Set((await upcomingDays()).flatMap(({ day }) => day.entries.map((entry) => entry.appointmentId)))
    const now = clock.now()
    const later = new Date(now.getTime() + daysAhead * 86_400_000)
    const booked = await records.model
      .find({ state: 'booked', startsAt: { $gt: now, $lte: later } })
      .lean<Appointment[]>()
    for (const read of booked) {
      if (placed.has(read._id)) continue
      const request = sameAgain(profile.current(), read)
      const { _id: appointmentId, placement, vehicleId, startsAt } = read
      const entry = isRefusal(request)
        ? request
        : await days.take({ appointmentId, placement, vehicleId, startsAt, until: null, request })
      if (isRefusal(entry)) repairs.unplaced.push(appointmentId)
      else {
        await mendEntry(read.onDay, entry)
        repairs.retaken++
      }
    }
  }

  async function upcomingDays() {
    const { zone } = await profile.refresh()
    const today = dayOf(zone, clock.now())
    return days.between(today, addDays(today, daysAhead))
  }

  return { mend, reconcile, upcomingDays }
}

/** Whether an appointment has no use for an entry that lasts: it ended, moved on, or the other of two moves won. */
function isStray(read: Appointment, onDay: string, entry: Entry): boolean {
  if (read.state !== 'held' && !standing.includes(read.state)) return true
  if (entry.placement < read.placement) return true
  const isThere = read.onDay === onDay && read.startsAt.getTime() === entry.startsAt.getTime()
  if (entry.placement === read.placement) return !isThere
  // A move that was overtaken by the arrival: on the same day the cells stay, elsewhere they are nobody's.
  return read.state !== 'held' && read.state !== 'booked' && read.onDay !== onDay
}

function mirrors(read: Appointment, entry: Entry): boolean {
  return (['bayId', 'technicianId', 'advisorId'] as const).every((who) => read[who] === entry[who])
}
