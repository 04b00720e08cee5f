import { openMinutesBetween } from '../profile/open-minutes.ts'
import type { Profile } from '../profile/profile.ts'
import type { Handoff } from './handoff.ts'
import type { Records } from './records.ts'

/** Our own defaults: enough to be steady, few enough to be of these weeks; fewer than five tell nothing. */
const samplesAtMost = 100
const samplesAtLeast = 5

/**
 * In how many minutes of opening hours four of five customers had their first reply lately: what can be promised. The
 * shop's own aim, while there is too little to go by.
 */
export async function expectedWaitMinutes({
  records,
  profile,
}: {
  records: Records
  profile: Profile
}): Promise<number> {
  const shop = await profile.refresh()
  const replied = await records.model
    .find({ firstReplyAt: { $gt: new Date(0) }, reason: { $ne: 'advisor' } }, { openedAt: 1, firstReplyAt: 1 })
    .sort({ firstReplyAt: -1 })
    .limit(samplesAtMost)
    .lean<Pick<Handoff, 'openedAt' | 'firstReplyAt'>[]>()
  if (replied.length < samplesAtLeast) return shop.settings.handoff.firstReplyMinutes
  const waits = replied.map(({ openedAt, firstReplyAt }) =>
    openMinutesBetween(shop, openedAt, firstReplyAt ?? openedAt),
  )
  return Math.max(1, Math.ceil(percentile(waits, 0.8)))
}

/** The smallest of the values that at least this share of them does not exceed (nearest rank). */
export function percentile(values: number[], share: number): number {
  const ascending = values.toSorted((a, b) => a - b)
  return ascending[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0
}
