import { cellMinutes } from '../profile/hours.ts'
import { both, type Cells, count, has, minus, noCells, overlaps, range } from './cells.ts'
import { cellMs, type DayPlan } from './day-plan.ts'
import type { Request } from './request.ts'
import type { Entry, ShopDay } from './shop-day.ts'

/** A day as a search sees it: the profile's plan, and what is taken. */
export type DayView = { plan: DayPlan; day: Occupancy }
export type Occupancy = Pick<ShopDay, 'bays' | 'technicians' | 'advisors' | 'labourMinutes' | 'spareMinutes'>

/** The cells an appointment would take of each resource; `end` is the cell after its last working one. */
export type Footprint = { end: number; bay: Cells; technician: Cells; advisor: Cells }
export type Place = Pick<
  Entry,
  'bayId' | 'bayCells' | 'technicianId' | 'technicianCells' | 'advisorId' | 'advisorCells' | 'minutes'
>
/** A start at which everything needed is free; `minute` is what the wall clock shows, `end` the cell after the work. */
export type Opening = { start: number; minute: number; end: number; advisorIds: string[] }

/**
 * What a request takes when it begins at `start`: a technician for that many working cells (lunch does not count), the
 * bay from the first of them through lunch to the last and the buffer after it (cut off at closing time), an advisor for
 * the intake. `null` when the work would not be done by closing time, or the shop does not work at the start.
 */
export function footprint(plan: DayPlan, request: Request, start: number): Footprint | null {
  const isCell = Number.isInteger(start) && start >= 0 && start < plan.cells
  if (!isCell || !has(plan.working, start)) return null
  let end = start
  for (let left = request.labourCells; left > 0; end++) {
    if (end >= plan.closes) return null
    if (has(plan.working, end)) left--
  }
  return {
    end,
    technician: both(range(start, end), plan.working),
    bay: range(start, Math.min(end + request.bufferCells, plan.closes)),
    advisor: range(start, start + request.intakeCells),
  }
}

/** Every start of the day's grid, from cell `earliest` on, at which all that is needed is free at once. */
export function openingsOn({ plan, day }: DayView, request: Request, earliest = 0): Opening[] {
  const technicianIds = withTimeLeft({ plan, day }, request)
  if (technicianIds.length === 0) return []
  const openings: Opening[] = []
  for (const { cell: start, minute } of plan.starts) {
    const needs = start < earliest ? null : footprint(plan, request, start)
    if (!needs || !anyFree(day.bays, request.bayIds, needs.bay)) continue
    if (!anyFree(day.technicians, technicianIds, needs.technician)) continue
    const advisorIds = request.advisorIds.filter((id) => isFree(day.advisors[id], needs.advisor))
    if (advisorIds.length > 0) openings.push({ start, minute, end: needs.end, advisorIds })
  }
  return openings
}

/** Who and where, if a request can begin at `start`: what is preferred if free, else whoever has done least that day. */
export function placeAt(view: DayView, request: Request, start: number): Place | 'closed' | 'slot-taken' {
  const { plan, day } = view
  const needs = footprint(plan, request, start)
  if (!needs) return 'closed'
  const { prefer = {} } = request
  const bayId = pick(freeOf(day.bays, request.bayIds, needs.bay), prefer.bayId, () => 0)
  const technicianId = pick(
    freeOf(day.technicians, withTimeLeft(view, request), needs.technician),
    prefer.technicianId,
    (id) => -(day.spareMinutes[id] ?? 0) / (plan.technicianMinutes[id] || 1),
  )
  const advisorId = pick(freeOf(day.advisors, request.advisorIds, needs.advisor), prefer.advisorId, (id) =>
    count(minus(day.advisors[id] ?? noCells, plan.closed.advisors[id] ?? noCells)),
  )
  if (!bayId || !technicianId || !advisorId) return 'slot-taken'
  return {
    bayId,
    bayCells: needs.bay,
    technicianId,
    technicianCells: needs.technician,
    advisorId,
    advisorCells: needs.advisor,
    minutes: request.labourCells * cellMinutes,
  }
}

/** The cell of an instant; fractional, negative or past the last one when it is none of the day's. */
export const cellAt = (plan: Pick<DayPlan, 'opensAt'>, at: Date) => (at.getTime() - plan.opensAt.getTime()) / cellMs
/** The instant (UTC) at which a cell begins. */
export const instantAt = (plan: Pick<DayPlan, 'opensAt'>, cell: number) =>
  new Date(plan.opensAt.getTime() + cell * cellMs)

/** Technicians whose day, and the shop's, still has the minutes. */
function withTimeLeft({ plan, day }: DayView, { technicianIds, labourCells, useReserve }: Request): string[] {
  const minutes = labourCells * cellMinutes
  if (!useReserve && day.labourMinutes + minutes > plan.labourLimitMinutes) return []
  return technicianIds.filter((id) => (day.spareMinutes[id] ?? 0) >= minutes)
}

const isFree = (taken: Cells | undefined, needed: Cells) => taken !== undefined && !overlaps(taken, needed)
const anyFree = (taken: Record<string, Cells>, ids: string[], needed: Cells) =>
  ids.some((id) => isFree(taken[id], needed))
const freeOf = (taken: Record<string, Cells>, ids: string[], needed: Cells) =>
  ids.filter((id) => isFree(taken[id], needed))

/** The preferred one if it is among them, else the one of least load, the earlier named of equals. */
function pick(ids: string[], preferred: string | undefined, load: (id: string) => number): string | undefined {
  if (preferred !== undefined && ids.includes(preferred)) return preferred
  return ids.toSorted((a, b) => load(a) - load(b))[0]
}
