import { DateTime } from 'luxon'
import { type Interval, weekdays } from './hours.ts'
import type { ShopProfile } from './shop-profile.ts'

type Calendar = Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone'>

/** The hours in which the shop works on a shop day; the gaps are lunch; none when closed. An extra day beats a holiday. */
export function openingOn(profile: Calendar, onDay: string): Interval[] {
  const extra = profile.extraDays.find((day) => day.on === onDay)
  if (extra) return extra.hours
  if (profile.holidays.some(({ from, to }) => from <= onDay && onDay <= to)) return []
  return profile.opening[weekdayOf(onDay)]
}

/** The same as instants (UTC), right on the days on which the clocks change; worked out once for a profile and a day. */
export function hoursOn(profile: Calendar, onDay: string): { from: Date; to: Date }[] {
  const days = knownHours.get(profile) ?? new Map()
  knownHours.set(profile, days)
  const known = days.get(onDay)
  if (known) return known
  const hours = openingOn(profile, onDay).map(({ fromMinute, toMinute }) => ({
    from: instantOf(profile.zone, onDay, fromMinute),
    to: instantOf(profile.zone, onDay, toMinute),
  }))
  days.set(onDay, hours)
  return hours
}
const knownHours = new WeakMap<Calendar, Map<string, { from: Date; to: Date }[]>>()

/** Whether the shop works at that instant; not during lunch. */
export function isOpen(profile: Calendar, at: Date): boolean {
  return hoursOn(profile, dayOf(profile.zone, at)).some(({ from, to }) => from <= at && at < to)
}

/** Whether the shop works now, and the instant (UTC) from which somebody is there: now, or when it opens next. */
export function nextOpening(profile: Calendar, now: Date): { openNow: boolean; opensAt: Date } {
  const today = dayOf(profile.zone, now)
  for (let days = 0; days <= daysLookedAhead; days++) {
    const hours = hoursOn(profile, addDays(today, days)).find(({ to }) => now < to)
    if (hours) return { openNow: hours.from <= now, opensAt: hours.from <= now ? now : hours.from }
  }
  throw new Error(`the shop does not open within ${daysLookedAhead} days of ${today}`)
}

/** A day's hours as people read them, `08:30–12:00, 13:00–18:00`; empty when closed. */
export function hoursInWords(profile: Calendar, onDay: string): string {
  return openingOn(profile, onDay)
    .map(({ fromMinute, toMinute }) => `${clock(fromMinute)}–${clock(toMinute)}`)
    .join(', ')
}

/** The instant at which the wall clock of `zone` shows that minute of the day; one skipped in spring is pushed on. */
export function instantOf(zone: string, onDay: string, minute: number): Date {
  if (minute >= 1_440) return instantOf(zone, addDays(onDay, 1), minute - 1_440)
  const [year, month, day] = onDay.split('-').map(Number)
  return DateTime.fromObject(
    { year, month, day, hour: Math.floor(minute / 60), minute: minute % 60 },
    { zone },
  ).toJSDate()
}

/** The shop day an instant falls on. */
export function dayOf(zone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd')
}

/** Minutes past midnight that the wall clock of `zone` shows at an instant. */
export function minuteOf(zone: string, at: Date): number {
  const local = DateTime.fromJSDate(at, { zone })
  return local.hour * 60 + local.minute
}

/** The shop day `days` later (or earlier, if negative): calendar arithmetic, free of any zone. */
export function addDays(onDay: string, days: number): string {
  return new Date(Date.parse(`${onDay}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Calendar days from one shop day to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000
}

/** The weekday of a shop day. JavaScript's week begins on Sunday (0), ours on Monday. */
export const weekdayOf = (onDay: string) => weekdays[(new Date(`${onDay}T00:00Z`).getUTCDay() + 6) % 7] ?? 'mon'

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** A shop closed for longer has left its profile unfinished. */
const daysLookedAhead = 366
