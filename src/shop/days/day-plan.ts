import { IANAZone } from 'luxon'
import { cellMinutes, cellsPerDay, type Interval, type Week } from '../profile/hours.ts'
import { instantOf, minuteOf, openingOn, weekdayOf } from '../profile/opening.ts'
import type { AdoptedProfile } from '../profile/shop-profile.ts'
import { allCells, both, type Cells, count, has, lastOf, minus, noCells, range, union } from './cells.ts'
import type { ShopDay } from './shop-day.ts'

/** What the profile alone says about a day, in cells. */
export type DayPlan = {
  onDay: string
  profileVersion: number
  opensAt: Date
  cells: number
  /** Cells in which the shop works: open, and not lunch; `closes` is the cell after the last of them. */
  working: Cells
  closes: number
  /** Cells at which an appointment may be offered to begin, ascending, and what the wall clock shows then. */
  starts: { cell: number; minute: number }[]
  /** Per resource, the cells in which it is not there. A bay stays through lunch, a technician does not. */
  closed: Record<'bays' | 'technicians' | 'advisors', Record<string, Cells>>
  /** Minutes each technician may work. */
  technicianMinutes: Record<string, number>
  /** Minutes that may be booked: all technicians' together without the walk-in reserve. */
  labourLimitMinutes: number
}

export const cellMs = cellMinutes * 60_000

/**
 * Draws a day from the profile. `cover` widens it to hold what was booked under earlier hours. Cells are real quarters
 * of an hour from the opening, and hours are the wall clock's, so a day on which the clocks change is an hour shorter or
 * longer; 64 cells are the most it can have.
 */
export function planDay(profile: AdoptedProfile, onDay: string, cover?: { from: Date; to: Date }): DayPlan {
  const hours = openingOn(profile, onDay)
  const wall = wallClock(profile.zone, onDay, hours)
  const first = Math.min(hours[0] ? wall.msAt(hours[0].fromMinute) : Infinity, cover?.from.getTime() ?? Infinity)
  const last = Math.max(wall.msAt(hours.at(-1)?.toMinute ?? 0), cover?.to.getTime() ?? 0)
  const opensAt = new Date(first === Infinity ? wall.msAt(0) : first)
  const cells = first === Infinity ? 0 : Math.min(cellsPerDay, Math.ceil((last - first) / cellMs))

  const cellAt = (minute: number) => Math.round((wall.msAt(minute) - opensAt.getTime()) / cellMs)
  const cellsIn = (intervals: Interval[]) =>
    intervals.reduce((sum, one) => union(sum, range(cellAt(one.fromMinute), cellAt(one.toMinute))), noCells)
  const open = both(
    range(0, cells),
    hours[0] ? range(cellAt(hours[0].fromMinute), cellAt(hours.at(-1)?.toMinute ?? 0)) : noCells,
  )
  const working = both(open, cellsIn(hours))
  const weekday = weekdayOf(onDay)
  const extra = profile.extraDays.some((day) => day.on === onDay)
  // Who is asked to come on an extra day comes for its hours, whatever the usual week says.
  const present = (week: Week | undefined) => (week && !extra ? both(working, cellsIn(week[weekday])) : working)
  const closed = {
    bays: byId(profile.bays, () => minus(allCells, open)),
    technicians: byId(profile.technicians, ({ hours }) => minus(allCells, present(hours))),
    advisors: byId(profile.advisors, ({ shifts }) => minus(allCells, present(shifts))),
  }
  const technicianMinutes = byId(profile.technicians, ({ dailyMinutes, hours }) =>
    Math.min(dailyMinutes, count(present(hours)) * cellMinutes),
  )
  const total = Object.values(technicianMinutes).reduce((sum, minutes) => sum + minutes, 0)
  return {
    onDay,
    profileVersion: profile.version,
    opensAt,
    cells,
    working,
    closes: lastOf(working) + 1,
    starts: Array.from({ length: cells }, (_, cell) => ({
      cell,
      minute: wall.minuteAt(opensAt.getTime() + cell * cellMs),
    })).filter(({ cell, minute }) => has(working, cell) && minute % profile.slotMinutes === 0),
    closed,
    technicianMinutes,
    labourLimitMinutes: Math.floor(total * (1 - profile.walkInReserve)),
  }
}

/** As `planDay`, remembering what it drew: time zones cost 100 µs a day, and a profile rarely changes. */
export function createPlans(): typeof planDay {
  let drawnBy: AdoptedProfile | null = null
  const drawn = new Map<string, DayPlan>()
  return (profile, onDay, cover) => {
    if (drawnBy !== profile || drawn.size >= plansRemembered) drawn.clear()
    drawnBy = profile
    const key = cover ? `${onDay} ${cover.from.getTime()} ${cover.to.getTime()}` : onDay
    const plan = drawn.get(key) ?? planDay(profile, onDay, cover)
    drawn.set(key, plan)
    return plan
  }
}

/** Twice the days of the longest horizon (180), as stored days may have a frame of their own. */
const plansRemembered = 400

/** The day as it is stored before anything is taken. */
export function blankDay(plan: DayPlan): ShopDay {
  return {
    _id: plan.onDay,
    version: 1,
    profileVersion: plan.profileVersion,
    opensAt: plan.opensAt,
    cells: plan.cells,
    labourLimitMinutes: plan.labourLimitMinutes,
    labourMinutes: 0,
    spareMinutes: plan.technicianMinutes,
    ...plan.closed,
    entries: [],
  }
}

/** Converts between minutes of the wall clock and instants; asks the time zone again only if it changes while open. */
function wallClock(zone: string, onDay: string, hours: Interval[]) {
  const firstMinute = hours[0]?.fromMinute ?? 0
  const lastMinute = hours.at(-1)?.toMinute ?? 0
  const first = instantOf(zone, onDay, firstMinute).getTime()
  const clock = IANAZone.create(zone)
  const steady = clock.offset(first) === clock.offset(first + (lastMinute - firstMinute) * 60_000)
  return {
    msAt: (minute: number) =>
      steady ? first + (minute - firstMinute) * 60_000 : instantOf(zone, onDay, minute).getTime(),
    minuteAt: (ms: number) => (steady ? firstMinute + (ms - first) / 60_000 : minuteOf(zone, new Date(ms))),
  }
}

function byId<T extends { id: string }, V>(things: T[], value: (thing: T) => V): Record<string, V> {
  return Object.fromEntries(things.map((thing) => [thing.id, value(thing)]))
}
