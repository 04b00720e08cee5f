import { type Refusal, refuse } from '../../refusal.ts'
import { cellMinutes } from '../profile/hours.ts'
import { lastOf } from './cells.ts'
import { cellAt, type DayView, instantAt, placeAt } from './fitting.ts'
import type { Request } from './request.ts'
import type { Entry, ShopDay } from './shop-day.ts'

/** What an appointment wants of a day. With `until` it is a hold, with `null` it lasts. */
export type Taking = Pick<Entry, 'appointmentId' | 'placement' | 'vehicleId' | 'startsAt' | 'until'> & {
  request: Request
}
export type NotTaken = 'closed' | 'slot-taken' | 'advisor-busy' | 'vehicle-busy'
/** Another change of the same appointment is half done; it must be finished before this one begins. */
export type Underway = 'underway'

/** The entry that would satisfy a taking, or why there is none. */
export function entryFor(
  view: DayView,
  { request, ...taking }: Taking,
  advisorIds: string[],
): Entry | Refusal<NotTaken> {
  const start = cellAt(view.plan, taking.startsAt)
  const place = placeAt(view, request, start)
  if (place === 'closed') return refuse('closed')
  if (place === 'slot-taken') {
    const withAnybody = placeAt(view, { ...request, advisorIds }, start)
    return refuse(typeof withAnybody === 'string' ? 'slot-taken' : 'advisor-busy')
  }
  return { ...taking, ...place, endsAt: instantAt(view.plan, lastOf(place.technicianCells) + 1) }
}

/** Whether an entry already is what is wanted, so that nothing need be done. */
export function satisfies(entry: Entry, { request, ...taking }: Taking, now: Date): boolean {
  return (
    entry.startsAt.getTime() === taking.startsAt.getTime() &&
    entry.placement === taking.placement &&
    entry.minutes === request.labourCells * cellMinutes &&
    request.bayIds.includes(entry.bayId) &&
    request.technicianIds.includes(entry.technicianId) &&
    request.advisorIds.includes(entry.advisorId) &&
    (taking.until === null ? entry.until === null : entry.until !== null && entry.until > now)
  )
}

/** Holds whose time has run out. Whoever comes next may take what they hold, though they still stand in the day. */
export function lapsed({ entries }: Pick<ShopDay, 'entries'>, now: Date): Entry[] {
  return entries.filter(({ until }) => until !== null && until <= now)
}

/** Holds of the same vehicle by another booking: begun and left, and now replaced by this one. */
export function abandoned({ entries }: ShopDay, { appointmentId, vehicleId }: Taking): Entry[] {
  return entries.filter(
    (entry) => entry.until !== null && entry.vehicleId === vehicleId && entry.appointmentId !== appointmentId,
  )
}

/** Whether the vehicle is in the shop for another appointment at that time. */
export function isVehicleElsewhere({ entries }: ShopDay, wanted: Entry): boolean {
  return entries.some(
    (entry) =>
      entry.vehicleId === wanted.vehicleId &&
      entry.appointmentId !== wanted.appointmentId &&
      entry.startsAt < wanted.endsAt &&
      entry.endsAt > wanted.startsAt,
  )
}

/** Whether an entry belongs to a change that is not finished yet: it lasts already, but its appointment may not know. */
export function isUnderway(entry: Entry, taking: Taking): boolean {
  return entry.until === null && (taking.until !== null || entry.placement >= taking.placement)
}
