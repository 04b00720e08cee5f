import { daysBetween } from '../profile/opening.ts'
import type { Wish } from '../wishes/wish.ts'
import { has, minus } from './cells.ts'
import type { DayPlan } from './day-plan.ts'
import type { DayView, Opening } from './fitting.ts'

/** A time that could be offered. Loads are shares from 0 to 1. */
export type Candidate = Opening & { plan: DayPlan; onDay: string; dayLoad: number; hourLoad: number }

/**
 * Everything is weighed in minutes by which a customer would be asked to shift. Tuned on a seeded month with
 * `test/bench/capacity-levelling.ts`: heavier loads level no better and send people further from their wish.
 */
const weights = {
  /** A day away from the wished one is as bad as this many minutes on the same day: half a working day. */
  dayAway: 240,
  /** With no day wished, a day later costs little, so that a full day tomorrow yields to a calm one soon. */
  dayLater: 30,
  /** From an empty to a full day, squared: half full is hardly a reason, nearly full is one. */
  dayLoad: 240,
  /** From an idle to a fully busy shop floor during the work. */
  hourLoad: 180,
}

/** Suggested times lie at least this far apart, or on different days: three in a row are one choice. */
const spreadMinutes = 120

/** The best `count` times for a wish, well spread, the best first. A wished time that is free is always the first. */
export function rank(candidates: Candidate[], wish: Wish | undefined, today: string, count: number): Candidate[] {
  const byCost = candidates
    .map((candidate) => ({ candidate, cost: costOf(candidate, wish, today) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ candidate }) => candidate)
  const chosen: Candidate[] = []
  for (const spread of [spreadMinutes, spreadMinutes / 2, 1]) {
    for (const candidate of byCost) {
      if (chosen.length === count) return chosen
      if (chosen.every((other) => isApart(other, candidate, spread))) chosen.push(candidate)
    }
  }
  return chosen
}

/** What a time costs, in minutes of shift: how far from the wish, and how busy the day and the hour are already. */
export function costOf(candidate: Candidate, wish: Wish | undefined, today: string): number {
  if (isExact(candidate, wish)) return 0
  const load = weights.dayLoad * candidate.dayLoad ** 2 + weights.hourLoad * candidate.hourLoad
  return 1 + distanceOf(candidate, wish, today) + load
}

/** Minutes of shift between a time and the wish alone. */
export function distanceOf(
  { onDay, minute }: Pick<Candidate, 'onDay' | 'minute'>,
  wish: Wish | undefined,
  today: string,
) {
  const from = wish?.fromMinute ?? 0
  const to = wish?.toMinute ?? 1_440
  const minutes = Math.max(0, from - minute, minute - to)
  if (!wish?.onDay) return minutes + weights.dayLater * daysBetween(today, onDay)
  const lastDay = wish.span?.toDay ?? wish.onDay
  const days = Math.max(0, daysBetween(onDay, wish.onDay), daysBetween(lastDay, onDay))
  return minutes + weights.dayAway * days
}

/** Share of the technicians on duty who are at work, cell by cell. */
export function loads({ plan, day }: DayView): (opening: Opening) => Pick<Candidate, 'dayLoad' | 'hourLoad'> {
  const busy = new Array<number>(plan.cells + 1).fill(0)
  const there = new Array<number>(plan.cells + 1).fill(0)
  for (const [id, closed] of Object.entries(plan.closed.technicians)) {
    const working = minus(day.technicians[id] ?? closed, closed)
    for (let cell = 0; cell < plan.cells; cell++) {
      if (has(working, cell)) busy[cell] = (busy[cell] ?? 0) + 1
      if (!has(closed, cell)) there[cell] = (there[cell] ?? 0) + 1
    }
  }
  const sum = (counts: number[], from: number, to: number) =>
    counts.slice(from, to).reduce((total, number) => total + number, 0)
  const dayLoad = Math.min(1, day.labourMinutes / (plan.labourLimitMinutes || 1))
  return ({ start, end }) => ({ dayLoad, hourLoad: sum(busy, start, end) / (sum(there, start, end) || 1) })
}

function isExact({ onDay, minute }: Candidate, wish: Wish | undefined): boolean {
  return wish?.onDay === onDay && wish.fromMinute === minute && wish.toMinute === minute
}

function isApart(a: Candidate, b: Candidate, minutes: number): boolean {
  return a.onDay !== b.onDay || Math.abs(a.minute - b.minute) >= minutes
}
