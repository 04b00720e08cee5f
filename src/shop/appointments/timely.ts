import { type Refusal, refuse } from '../../refusal.ts'
import { addDays, dayOf } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Source } from './appointment.ts'

export type Untimely = 'past' | 'too-soon' | 'beyond-horizon'

/** Why an appointment cannot begin at that instant, whatever is free; the shop itself needs no notice beforehand. */
export function untimely(
  profile: ShopProfile,
  { startsAt, now, source }: { startsAt: Date; now: Date; source: Source },
): Refusal<Untimely> | null {
  if (startsAt <= now) return refuse('past')
  const noticeMs = startsAt.getTime() - now.getTime()
  if (source.kind !== 'advisor' && noticeMs < profile.leadMinutes * 60_000) {
    return refuse('too-soon', { leadMinutes: profile.leadMinutes })
  }
  const lastDay = addDays(dayOf(profile.zone, now), profile.horizonDays)
  if (dayOf(profile.zone, startsAt) > lastDay) return refuse('beyond-horizon', { horizonDays: profile.horizonDays })
  return null
}
