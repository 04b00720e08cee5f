import { addDays, dayOf, hoursOn, instantOf } from './opening.ts'
import type { ShopProfile } from './shop-profile.ts'

/** A shop closed for longer has left its profile unfinished. */
const daysLookedAhead = 366

type Opening = Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone'>
type Span = { from: Date; to: Date }

/** The instant (UTC) at which the shop will have been open for so many minutes since `from`; lunch and nights do not count. */
export const afterOpenMinutes = (profile: Opening, from: Date, minutes: number): Date =>
  afterMinutesOf((onDay) => hoursOn(profile, onDay), profile, from, minutes)

/** The instant (UTC) after so many minutes of days on which the shop works, night and lunch included; other days stand still. */
export const afterWorkingMinutes = (profile: Opening, from: Date, minutes: number): Date =>
  afterMinutesOf(
    (onDay) => (hoursOn(profile, onDay).length > 0 ? [wholeDay(profile, onDay)] : []),
    profile,
    from,
    minutes,
  )

const wholeDay = ({ zone }: Opening, onDay: string): Span => {
  return { from: instantOf(zone, onDay, 0), to: instantOf(zone, addDays(onDay, 1), 0) }
}

/** The instant (UTC) after so many minutes of the spans that each day has, in their order, counted from `from`. */
function afterMinutesOf(spansOf: (onDay: string) => Span[], { zone }: Opening, from: Date, minutes: number): Date {
  const today = dayOf(zone, from)
  let leftMs = minutes * 60_000
  for (let days = 0; days <= daysLookedAhead; days++) {
    for (const span of spansOf(addDays(today, days))) {
      const begins = Math.max(span.from.getTime(), from.getTime())
      const spanMs = span.to.getTime() - begins
      if (spanMs <= 0) continue
      if (leftMs <= spanMs) return new Date(begins + leftMs)
      leftMs -= spanMs
    }
  }
  throw new Error(`the shop is not open for ${minutes} minutes within ${daysLookedAhead} days of ${today}`)
}

/** For how many minutes the shop was open between two instants; lunch and nights do not count. */
export function openMinutesBetween(profile: Opening, from: Date, to: Date): number {
  const lastDay = dayOf(profile.zone, to)
  let openMs = 0
  for (let onDay = dayOf(profile.zone, from); onDay <= lastDay; onDay = addDays(onDay, 1)) {
    for (const hours of hoursOn(profile, onDay)) {
      const begins = Math.max(hours.from.getTime(), from.getTime())
      openMs += Math.max(0, Math.min(hours.to.getTime(), to.getTime()) - begins)
    }
  }
  return openMs / 60_000
}
