import { cellAt, type DayView, instantAt, openingsOn } from './fitting.ts'
import { type Candidate, loadsOf } from './ranking.ts'
import type { Request } from './request.ts'
import type { Slot } from './slot.ts'

/** The times of a day at which a request can begin, not before `earliest`, with how busy the shop is then. */
export function candidatesOn(view: DayView, request: Request, earliest: Date): Candidate[] {
  const { plan } = view
  const openings = openingsOn(view, request, cellAt(plan, earliest))
  if (openings.length === 0) return []
  const { dayLoad, hourLoad } = loadsOf(view)
  return openings.map(({ start, minute, end, advisorIds }) => ({
    plan,
    onDay: plan.onDay,
    start,
    minute,
    end,
    advisorIds,
    dayLoad,
    hourLoad: hourLoad(start, end),
  }))
}

/** A candidate as it is offered. */
export function slotOf({ plan, onDay, start, end, advisorIds }: Candidate): Slot {
  return { onDay, startsAt: instantAt(plan, start), endsAt: instantAt(plan, end), advisorIds }
}
