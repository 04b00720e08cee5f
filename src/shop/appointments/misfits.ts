import { isRefusal } from '../../refusal.ts'
import { isNone, minus, overlaps } from '../days/cells.ts'
import type { DayPlan } from '../days/day-plan.ts'
import { requestOf } from '../days/request.ts'
import type { Entry } from '../days/shop-day.ts'
import type { AdoptedProfile } from '../profile/shop-profile.ts'

export type Unfit =
  | 'closed'
  | 'items-gone'
  | 'bay-gone'
  | 'bay-unfit'
  | 'technician-gone'
  | 'technician-unfit'
  | 'technician-off'
  | 'advisor-gone'
  | 'advisor-off'
/** An upcoming appointment that the changed profile has no place for; it stands until a person decides. */
export type Misfit = { appointmentId: string; onDay: string; startsAt: Date; reasons: Unfit[] }

/** Why what is booked no longer fits the profile; empty when it does. */
export function unfitness(
  profile: AdoptedProfile,
  { plan, entry, itemIds }: { plan: DayPlan; entry: Entry; itemIds: string[] },
): Unfit[] {
  const { bays, technicians, advisors } = plan.closed
  const technician = technicians[entry.technicianId]
  const advisor = advisors[entry.advisorId]
  const isClosed = !isNone(minus(entry.technicianCells, plan.working))
  const request = requestOf(profile, { itemIds })
  const fits = isRefusal(request) ? null : request
  const reasons: [Unfit, boolean][] = [
    ['closed', isClosed],
    ['items-gone', fits === null],
    ['bay-gone', !bays[entry.bayId]],
    ['bay-unfit', bays[entry.bayId] !== undefined && fits !== null && !fits.bayIds.includes(entry.bayId)],
    ['technician-gone', !technician],
    ['technician-unfit', technician !== undefined && fits !== null && !fits.technicianIds.includes(entry.technicianId)],
    ['technician-off', !isClosed && technician !== undefined && overlaps(entry.technicianCells, technician)],
    ['advisor-gone', !advisor],
    ['advisor-off', !isClosed && advisor !== undefined && overlaps(entry.advisorCells, advisor)],
  ]
  return reasons.filter(([, applies]) => applies).map(([reason]) => reason)
}
