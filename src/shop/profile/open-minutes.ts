import { addDays, dayOf, hoursOn, instantOf } from './opening.ts'
import type { ShopProfile } from './shop-profile.ts'

/** A shop closed for longer has left its profile unfinished. */
const daysLookedAhead = 366

/** The instant (UTC) at which the shop will have been open for so many minutes since `from`; lunch and nights do not count. */
export function afterOpenMinutes(
  profile: Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone'>,
  from: Date,
  minutes: number,
): Date {
  const today = dayOf(profile.zone, from)
  let leftMs = minutes * 60_000
  for (let days = 0; days <= daysLookedAhead; days++) {
    for (const hours of hoursOn(profile, addDays(today, days))) {
      const begins = Math.max(hours.from.getTime(), from.getTime())
      const openMs = hours.to.getTime() - begins
      if (openMs <= 0) continue
      if (leftMs <= openMs) return new Date(begins + leftMs)
      leftMs -= openMs
    }
  }
  throw new Error(`the shop is not open for ${minutes} minutes within ${daysLookedAhead} days of ${today}`)
}

/** The instant (UTC) after so many minutes of days on which the shop works, night and lunch included; other days stand still. */
export function afterWorkingMinutes(
  profile: Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone'>,
  from: Date,
  minutes: number,
): Date {
  const today = dayOf(profile.zone, from)
  let leftMs = minutes * 60_000
  for (let days = 0; days <= daysLookedAhead; days++) {
    const onDay = addDays(today, days)
    if (hoursOn(profile, onDay).length === 0) continue
    const begins = Math.max(instantOf(profile.zone, onDay, 0).getTime(), from.getTime())
    const dayMs = instantOf(profile.zone, addDays(onDay, 1), 0).getTime() - begins
    if (leftMs <= dayMs) return new Date(begins + leftMs)
    leftMs -= dayMs
  }
  throw new Error(`the shop does not work for ${minutes} minutes within ${daysLookedAhead} days of ${today}`)
}

/** For how many minutes the shop was open between two instants; lunch and nights do not count. */
export function openMinutesBetween(
  profile: Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone'>,
  from: Date,
  to: Date,
): number {
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
