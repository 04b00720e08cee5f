import { afterOpenMinutes } from '../profile/open-minutes.ts'
import { quietUntil } from '../profile/quiet-hours.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'

export type Terms = {
  /** When the customer is told: now, or when the quiet hours are over. */
  tellAt: Date
  /** No time before this is offered. */
  earliest: Date
  /** Until when a time is kept for whom it was offered to. */
  expiresAt(startsAt: Date): Date
}

/**
 * On what terms a time can be offered now. It is kept for a quarter of an hour in which the shop is open and nobody is
 * asleep, and nothing is offered, or stands open, in the last hour before it.
 */
export function termsOf(profile: ShopProfile, now: Date): Terms {
  const { offerMinutes, lastOfferMinutesBefore } = profile.settings.waitingList
  const tellAt = quietUntil(profile, now, { logistics: false }) ?? now
  const untilHours = afterOpenMinutes(profile, tellAt, offerMinutes)
  const lastCallMs = lastOfferMinutesBefore * 60_000
  return {
    tellAt,
    earliest: new Date(tellAt.getTime() + offerMinutes * 60_000 + lastCallMs),
    expiresAt: (startsAt) => new Date(Math.min(untilHours.getTime(), startsAt.getTime() - lastCallMs)),
  }
}
