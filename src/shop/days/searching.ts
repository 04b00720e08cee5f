import { type DayView, instantAt, openingsOn } from './fitting.ts'
import { type Candidate, loads } from './ranking.ts'
import type { Request } from './request.ts'
import type { Slot } from './slot.ts'

/** The times of a day at which a request can begin, not before `earliest`, with how busy the shop is then. */
export function candidatesOn(view: DayView, request: Request, earliest: Date): Candidate[] {
  const { plan } = view
  const openings = openingsOn(view, request).filter(({ start }) => instantAt(plan, start) >= earliest)
  if (openings.length === 0) return []
  const loadOf = loads(view)
  return openings.map((opening) => ({ ...opening, ...loadOf(opening), plan, onDay: plan.onDay }))
}

/** A candidate as it is offered. */
export function slotOf({ plan, onDay, start, end, advisorIds }: Candidate): Slot {
  return { onDay, startsAt: instantAt(plan, start), endsAt: instantAt(plan, end), advisorIds }
}
