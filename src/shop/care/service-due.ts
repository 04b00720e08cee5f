import { DateTime } from 'luxon'
import { modelOf } from '../profile/models.ts'
import { addDays, dayOf, daysBetween } from '../profile/opening.ts'
import type { CarModel } from '../profile/shop-profile.ts'
import type { CareFacts, CareShop } from './facts.ts'
import { type Pace, paceOf } from './pace.ts'

/** Why no next service can be told: no model, one without an interval, or neither a visit nor a first plate. */
export type Unreckoned = 'no-model' | 'no-interval' | 'no-visit'

/**
 * What makes the day less certain: counted from the first plate; the km at the last visit reckoned back; too few
 * readings for a pace, so that only the calendar speaks; the last reading so old that the pace may have changed.
 */
export type Doubt = 'never-here' | 'visit-km-reckoned' | 'no-pace' | 'old-reading'

export type ServiceDue = {
  cause: 'service'
  key: string
  dueOn: string
  /** What comes first. */
  by: 'months' | 'km'
  since: { from: 'visit' | 'registration'; on: string; km: number | null }
  intervalKm: number
  intervalMonths: number
  byMonthsOn: string
  byKmOn: string | null
  /** The car's own pace in km a day, and how many readings it is from; `null` while there are too few. */
  kmPerDay: number | null
  readings: number
  doubts: Doubt[]
  /** Low as soon as there is a doubt. */
  confidence: 'good' | 'low'
}

/** Nobody plans further ahead than this, in days. */
const aheadAtMost = 3_650

/** The next service by the model's interval: months after the last, or km at the car's own pace, whichever is first. */
export function serviceDue(facts: CareFacts, shop: CareShop): ServiceDue | { unreckoned: Unreckoned } {
  if (facts.model === null) return { unreckoned: 'no-model' }
  const model = modelOf(shop, facts.model)
  if (!model) return { unreckoned: 'no-interval' }
  const { visits, registeredOn } = facts
  const visit = visits.findLast(({ renews }) => renews)
  const on = visit?.on ?? registeredOn
  if (!on) return { unreckoned: 'no-visit' }

  const readings = facts.mileages.map(({ km, at }) => ({ km, on: dayOf(shop.zone, at) }))
  const pace = paceOf(readings, shop.settings.care)
  const km = visit ? (visit.km ?? (pace && kmOn(on, pace))) : 0
  const byKmOn = pace && km !== null ? kmDay(on, km, model, pace) : null
  const byMonthsOn = plusMonths(on, model.intervalMonths)
  const by = byKmOn && byKmOn < byMonthsOn ? 'km' : 'months'
  const dueOn = by === 'km' && byKmOn ? byKmOn : byMonthsOn
  const aged = pace && daysBetween(pace.last.on, dueOn) > shop.settings.care.trustsReadingDays
  const doubts: Doubt[] = [
    ...(visit ? [] : (['never-here'] as const)),
    ...(visit && visit.km === null && km !== null ? (['visit-km-reckoned'] as const) : []),
    ...(pace ? [] : (['no-pace'] as const)),
    ...(aged ? (['old-reading'] as const) : []),
  ]
  return {
    cause: 'service',
    key: `service:${on}`,
    dueOn,
    by,
    since: { from: visit ? 'visit' : 'registration', on, km },
    intervalKm: model.intervalKm,
    intervalMonths: model.intervalMonths,
    byMonthsOn,
    byKmOn,
    kmPerDay: pace && Math.round(pace.kmPerDay * 10) / 10,
    readings: pace?.readings ?? readings.length,
    doubts,
    confidence: doubts.length > 0 ? 'low' : 'good',
  }
}

/** The day the interval's km are driven, from the newest reading on; `null` when that is out of sight. */
function kmDay(since: string, km: number, { intervalKm }: CarModel, { kmPerDay, last }: Pace): string | null {
  if (kmPerDay <= 0) return null
  const days = Math.ceil((km + intervalKm - last.km) / kmPerDay)
  if (days > aheadAtMost) return null
  const on = addDays(last.on, days)
  return on < since ? since : on
}

/** What the instrument will have shown on a day, by the pace. */
function kmOn(on: string, { kmPerDay, last }: Pace): number {
  return Math.max(0, Math.round(last.km - kmPerDay * daysBetween(on, last.on)))
}

/** The same day of a later month, or that month's last: 31 August and six months is the end of February. */
function plusMonths(on: string, months: number): string {
  return DateTime.fromISO(on, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM-dd')
}
