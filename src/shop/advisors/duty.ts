import { addDays, dayOf, hoursOn, instantOf, nextOpening, openingOn, weekdayOf } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Advisor } from './advisor.ts'

type Rota = Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone' | 'advisors'>
type Who = Pick<Advisor, 'profileId'>

/** A shift planned farther ahead is no plan. */
const daysLookedAhead = 31

/** The hours (UTC) in which an advisor is on duty on a shop day: their shift, as far as the shop is open. */
export function dutyOn({ profileId }: Who, profile: Rota, onDay: string): { from: Date; to: Date }[] {
  const opening = openingOn(profile, onDay)
  // Whoever is no longer in the profile has no shift any more; on an extra day everybody comes for all of it.
  const planned = profile.advisors.find(({ id }) => id === profileId)?.shifts[weekdayOf(onDay)] ?? []
  const isExtra = profile.extraDays.some(({ on }) => on === onDay)
  const shift =
    profileId === null || (isExtra && profile.advisors.some(({ id }) => id === profileId)) ? opening : planned
  return opening
    .flatMap((open) =>
      shift.map((own) => ({
        fromMinute: Math.max(open.fromMinute, own.fromMinute),
        toMinute: Math.min(open.toMinute, own.toMinute),
      })),
    )
    .filter(({ fromMinute, toMinute }) => fromMinute < toMinute)
    .map(({ fromMinute, toMinute }) => ({
      from: instantOf(profile.zone, onDay, fromMinute),
      to: instantOf(profile.zone, onDay, toMinute),
    }))
}

/** Whether an advisor is on duty at an instant; not during lunch. */
export function isOnDuty(advisor: Who, profile: Rota, at: Date): boolean {
  return dutyOn(advisor, profile, dayOf(profile.zone, at)).some(({ from, to }) => from <= at && at < to)
}

/** When an advisor's duty of that day is over (UTC), breaks aside; `null` when it is, or there is none. */
export function dutyEndsAt(advisor: Who, profile: Rota, at: Date): Date | null {
  const end = dutyOn(advisor, profile, dayOf(profile.zone, at)).at(-1)?.to
  return end && end > at ? end : null
}

/** When an advisor's duty begins next, after `at` (UTC); `null` when none is planned. */
export function nextDutyAt(advisor: Who, profile: Rota, at: Date): Date | null {
  const today = dayOf(profile.zone, at)
  for (let days = 0; days <= daysLookedAhead; days++) {
    const next = dutyOn(advisor, profile, addDays(today, days)).find(({ from }) => from > at)
    if (next) return next.from
  }
  return null
}

/**
 * Until when a chat may stay with an advisor before it is asked again whether they are there: the end of their duty. Who
 * takes one on outside of it keeps it until the shop closes, or at night until it opens.
 */
export function keepsUntil(advisor: Who, profile: Rota, at: Date): Date {
  const closes = hoursOn(profile, dayOf(profile.zone, at)).at(-1)?.to
  return dutyEndsAt(advisor, profile, at) ?? (closes && closes > at ? closes : nextOpening(profile, at).opensAt)
}
