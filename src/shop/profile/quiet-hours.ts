import { addDays, dayOf, instantOf, minuteOf } from './opening.ts'
import type { ShopProfile } from './shop-profile.ts'

/**
 * When the quiet hours that `at` falls into are over (UTC), on the shop's wall clock; `null` outside of them. Facts
 * about today's visit (`logistics`) may be told earlier in the morning than anything else.
 */
export function quietUntil(
  { zone, settings }: Pick<ShopProfile, 'zone' | 'settings'>,
  at: Date,
  { logistics }: { logistics: boolean },
): Date | null {
  const { quietFrom, quietUntil: morning, logisticsFrom } = settings.quiet
  const until = logistics ? logisticsFrom : morning
  const minute = minuteOf(zone, at)
  const today = dayOf(zone, at)
  const overMidnight = quietFrom > until
  if (overMidnight && minute >= quietFrom) return instantOf(zone, addDays(today, 1), until)
  const quiet = overMidnight ? minute < until : quietFrom <= minute && minute < until
  return quiet ? instantOf(zone, today, until) : null
}
