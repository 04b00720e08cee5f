import { DateTime } from 'luxon'
import type { NewItem } from './agenda/item.ts'
import { addDays, dayOf, instantOf } from './shop/profile/opening.ts'
import type { ShopProfile } from './shop/profile/shop-profile.ts'

/** Weeks that are on the agenda before they begin: more than anybody leaves a shop without its processes. */
const weeksAhead = 26

/**
 * What a shop does every week, whatever happens: an item a week, so that one that fails takes no other with it. Keys are made
 * from the week's Monday: put again, they are there already.
 */
export function standingItems(profile: ShopProfile, now: Date): NewItem[] {
  const { zone, settings } = profile
  const today = dayOf(zone, now)
  const monday = DateTime.fromISO(today, { zone: 'utc' }).startOf('week').toFormat('yyyy-MM-dd')
  return Array.from({ length: weeksAhead }, (_, week) => addDays(monday, 7 * week)).flatMap((onDay): NewItem[] => {
    const expiresAt = instantOf(zone, addDays(onDay, 7), 0)
    const until = addDays(onDay, 6)
    const { dueAt } = settings.outreach
    return [
      {
        _id: `reach-out:${onDay}`,
        kind: 'reach-out',
        payload: { until },
        dueAt: instantOf(zone, onDay, dueAt),
        expiresAt,
      },
      {
        _id: `digest:${onDay}`,
        kind: 'weekly-digest',
        payload: { monday: onDay },
        dueAt: instantOf(zone, onDay, settings.digest.at),
        expiresAt,
      },
    ]
  })
}
