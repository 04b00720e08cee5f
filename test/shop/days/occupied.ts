import { union } from '../../../src/shop/days/cells.ts'
import { blankDay, planDay } from '../../../src/shop/days/day-plan.ts'
import { cellAt, type DayView, footprint } from '../../../src/shop/days/fitting.ts'
import type { AdoptedProfile } from '../../../src/shop/profile/shop-profile.ts'
import type { Plain } from './oracle.ts'

/** A day's masks built from its appointments alone. */
export function occupied(
  profile: AdoptedProfile,
  onDay: string,
  appointments: Plain[],
  plan = planDay(profile, onDay),
): DayView {
  const { bays, technicians, advisors, spareMinutes } = blankDay(plan)
  const day = {
    bays: { ...bays },
    technicians: { ...technicians },
    advisors: { ...advisors },
    spareMinutes: { ...spareMinutes },
    labourMinutes: 0,
  }
  for (const { bayId, technicianId, advisorId, startsAt, labourMinutes } of appointments) {
    const labourCells = Math.ceil(labourMinutes / 15)
    const cells = footprint(plan, needing(profile, labourCells), cellAt(plan, new Date(startsAt)))
    if (!cells) throw new Error(`${onDay}: an appointment that no day has room for`)
    day.bays[bayId] = union(day.bays[bayId] ?? cells.bay, cells.bay)
    day.technicians[technicianId] = union(day.technicians[technicianId] ?? cells.technician, cells.technician)
    day.advisors[advisorId] = union(day.advisors[advisorId] ?? cells.advisor, cells.advisor)
    day.labourMinutes += labourCells * 15
    day.spareMinutes[technicianId] = (day.spareMinutes[technicianId] ?? 0) - labourCells * 15
  }
  return { plan, day }
}

const needing = ({ intakeMinutes, bufferMinutes }: AdoptedProfile, labourCells: number) => ({
  labourCells,
  intakeCells: intakeMinutes / 15,
  bufferCells: bufferMinutes / 15,
  bayIds: [],
  technicianIds: [],
  advisorIds: [],
})
