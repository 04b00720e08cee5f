import { daysBetween } from '../profile/opening.ts'
import type { Wish } from '../wishes/wish.ts'
import { has } from './cells.ts'
import type { DayPlan } from './day-plan.ts'
import type { DayView, Opening } from './fitting.ts'

/** A time that could be offered. Loads are shares from 0 to 1. */
export type Candidate = Opening & { plan: DayPlan; onDay: string; dayLoad: number; hourLoad: number }

/**
 * Everything is weighed in minutes by which a customer would be asked to shift. Tuned on seeded months
 * (`test/bench/capacity-levelling.ts`): more weight on loads levels the days little further and sends people further
 * from what they wished, less leaves the mornings crowded.
 */
const weights = {
  /** A day away from the wished one is as bad as this many minutes on the same day: half a working day. */
  dayAway: 240,
  /** With no day wished, each day later costs this: the near days fill first, as nobody else will fill them. */
  dayLater: 60,
  /** From an empty to a full day, squared: half full is hardly a reason, nearly full is a strong one. */
  dayLoad: 600,
  /** From all technicians idle to all at work during the visit. */
  hourLoad: 300,
}

/** Suggested times lie at least this far apart, or on different days: three in a row are one choice. */
const spreadMinutes = 120

/** The best `count` times for a wish, well spread, the best first. A wished time that is free is always the first. */
export function rank(candidates: Candidate[], wish: Wish | undefined, today: string, count: number): Candidate[] {
  const dayCosts = new Map<string, number>()
  for (const { onDay } of candidates) {
    if (!dayCosts.has(onDay)) dayCosts.set(onDay, minutesOfDays(onDay, wish, today))
  }
  const byCost = candidates
    .map((candidate) => ({ candidate, cost: costOf(candidate, wish, dayCosts.get(candidate.onDay) ?? 0) }))
    .sort((a, b) => a.cost - b.cost)
  const chosen: Candidate[] = []
  for (const spread of [spreadMinutes, spreadMinutes / 2, 1]) {
    for (const { candidate } of byCost) {
      if (chosen.length === count) return chosen
      if (chosen.every((other) => isApart(other, candidate, spread))) chosen.push(candidate)
    }
  }
  return chosen
}

/** What a time costs, in minutes of shift: how far from the wish, and how busy the day and the hour are already. */
function costOf(candidate: Candidate, wish: Wish | undefined, dayCost: number): number {
  const { onDay, minute, dayLoad, hourLoad } = candidate
  const { fromMinute, toMinute } = wish ?? { fromMinute: null, toMinute: null }
  if (onDay === wish?.onDay && minute === fromMinute && minute === toMinute) return -1
  const off = Math.max(0, (fromMinute ?? 0) - minute, minute - (toMinute ?? 1_440))
  return off + dayCost + weights.dayLoad * dayLoad ** 2 + weights.hourLoad * hourLoad
}

/** What a day costs, in minutes of shift: its distance from the wished ones, or how far ahead it is when none is. */
function minutesOfDays(onDay: string, wish: Wish | undefined, today: string): number {
  if (!wish?.onDay) return weights.dayLater * daysBetween(today, onDay)
  const lastDay = wish.span?.toDay ?? wish.onDay
  return weights.dayAway * Math.max(0, daysBetween(onDay, wish.onDay), daysBetween(lastDay, onDay))
}

/** Shares from 0 to 1: of the day's labour that is booked, and of the technicians on duty who work from cell to cell. */
export function loadsOf({ plan, day }: DayView): { dayLoad: number; hourLoad(start: number, end: number): number } {
  const busy = new Array<number>(plan.cells).fill(0)
  const onDuty = new Array<number>(plan.cells).fill(0)
  for (const [id, closed] of Object.entries(plan.closed.technicians)) {
    const taken = day.technicians[id] ?? closed
    for (let cell = 0; cell < plan.cells; cell++) {
      if (has(closed, cell)) continue
      onDuty[cell] = (onDuty[cell] ?? 0) + 1
      if (has(taken, cell)) busy[cell] = (busy[cell] ?? 0) + 1
    }
  }
  function hourLoad(start: number, end: number): number {
    let [working, there] = [0, 0]
    for (let cell = start; cell < end; cell++) {
      working += busy[cell] ?? 0
      there += onDuty[cell] ?? 0
    }
    return working / (there || 1)
  }
  return { dayLoad: Math.min(1, day.labourMinutes / (plan.labourLimitMinutes || 1)), hourLoad }
}

function isApart(a: Candidate, b: Candidate, minutes: number): boolean {
  return a.onDay !== b.onDay || Math.abs(a.minute - b.minute) >= minutes
}
