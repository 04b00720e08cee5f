import { minus } from './cells.ts'
import type { DayPlan } from './day-plan.ts'
import type { DayView, Occupancy } from './fitting.ts'
import { type Entry, resources } from './shop-day.ts'

/** The day as if these entries were not there: lapsed holds, or the appointment that is being moved. */
export function vacate(plan: DayPlan, day: Occupancy, entries: Entry[]): DayView {
  if (entries.length === 0) return { plan, day }
  const left: Occupancy = {
    bays: { ...day.bays },
    technicians: { ...day.technicians },
    advisors: { ...day.advisors },
    spareMinutes: { ...day.spareMinutes },
    labourMinutes: day.labourMinutes,
  }
  for (const entry of entries) {
    for (const { kind, id, cells } of resources) {
      const taken = left[kind][entry[id]]
      const closed = plan.closed[kind][entry[id]]
      if (taken && closed) left[kind][entry[id]] = minus(taken, minus(entry[cells], closed))
    }
    left.labourMinutes -= entry.minutes
    left.spareMinutes[entry.technicianId] = (left.spareMinutes[entry.technicianId] ?? 0) + entry.minutes
  }
  return { plan, day: left }
}
