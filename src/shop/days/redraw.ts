import type { AdoptedProfile } from '../profile/shop-profile.ts'
import { type Cells, isNone, list, shift, union } from './cells.ts'
import { blankDay, planDay } from './day-plan.ts'
import { cellAt, instantAt } from './fitting.ts'
import { type Entry, resources, type ShopDay } from './shop-day.ts'

/**
 * A day drawn anew by a changed profile. What is booked stays as it is, even where the shop is closed now: the day then
 * covers it, and nothing new fits there. A resource that left the shop keeps its entries and gets no mask.
 */
export function redraw(profile: AdoptedProfile, day: ShopDay): ShopDay {
  const plan = planDay(profile, day._id, covered(day))
  const moved = cellAt(plan, day.opensAt)
  const entries = day.entries.map((entry) => shifted(entry, moved))
  const drawn = structuredClone(blankDay(plan))
  for (const entry of entries) {
    for (const { kind, id, cells } of resources) {
      const taken = drawn[kind][entry[id]]
      if (taken) drawn[kind][entry[id]] = union(taken, entry[cells])
    }
    drawn.labourMinutes += entry.minutes
    const spare = drawn.spareMinutes[entry.technicianId]
    if (spare !== undefined) drawn.spareMinutes[entry.technicianId] = spare - entry.minutes
  }
  return { ...drawn, version: day.version, entries }
}

/** From the first to the last cell that is booked, as instants; nothing when nothing is. */
function covered(day: ShopDay): { from: Date; to: Date } | undefined {
  const taken = day.entries.reduce<Cells>((all, { bayCells }) => union(all, bayCells), { low: 0, high: 0 })
  if (isNone(taken)) return undefined
  const cells = list(taken)
  return { from: instantAt(day, cells[0] ?? 0), to: instantAt(day, (cells.at(-1) ?? 0) + 1) }
}

function shifted(entry: Entry, by: number): Entry {
  return {
    ...entry,
    bayCells: shift(entry.bayCells, by),
    technicianCells: shift(entry.technicianCells, by),
    advisorCells: shift(entry.advisorCells, by),
  }
}
