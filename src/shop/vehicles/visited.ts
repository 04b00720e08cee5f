import type { DeclinedService } from '../care/facts.ts'
import { addDays, dayOf } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import { withVisit } from './past-visits.ts'
import { type Backwards, readingsOf, withReading } from './readings.ts'
import type { Reading, Vehicle } from './vehicle.ts'

/** What a visit leaves with the vehicle. Told again under the same id it is put right, not told twice. */
export type VisitTold = {
  /** The visit's own id. */
  id: string
  /** When the car was handed back (UTC); it decides the shop day and where the reading belongs. */
  at: Date
  /** As read at the counter; `null` when nobody read it, which leaves what was told before. */
  km: number | null
  /** The km are right although they contradict other readings. */
  confirmed?: boolean
  /** Items of the shop's profile by id: those done, and those advised but not wanted. */
  done: string[]
  declined: string[]
}

type Shop = Pick<ShopProfile, 'items' | 'settings' | 'zone'>

/**
 * What a vehicle's record becomes by a visit: its reading, one more visit, which renews the interval when one of the items
 * done does, and the declined work that comes back. What an earlier telling of the same visit left is replaced.
 */
export function visited(
  vehicle: Vehicle,
  told: VisitTold,
  { by, shop }: { by: string; shop: Shop },
): Partial<Vehicle> | Backwards {
  const { id, at, done } = told
  const on = dayOf(shop.zone, at)
  const readings = withCounter(vehicle.mileages, told, by)
  if ('refused' in readings) return readings
  const km = told.km ?? vehicle.visits.find((visit) => visit.id === id)?.km ?? null
  const renews = shop.items.some((item) => item.renewsInterval && done.includes(item.id))
  return {
    ...readingsOf(readings),
    visits: withVisit(vehicle.visits, { id, on, km, items: done, renews, by }),
    declined: withDeclined(vehicle.declined, told, { on, by, shop }),
  }
}

/** The readings with the one at the counter, in place of what was told of it before. */
function withCounter(
  readings: Reading[],
  { id: visitId, at, km, confirmed = false }: VisitTold,
  by: string,
): Reading[] | Backwards {
  const before = readings.find((one) => one.visitId === visitId)
  if (km === null || before?.km === km) return readings
  const others = readings.filter((one) => one !== before)
  return withReading(others, { km, at, by, visitId }, { confirmed })
}

function withDeclined(
  known: DeclinedService[],
  { id: visitId, declined }: VisitTold,
  { on, by, shop }: { on: string; by: string; shop: Shop },
): DeclinedService[] {
  const kept = known.filter((one) => one.visitId !== visitId || declined.includes(one.itemId))
  const fresh = declined.filter((itemId) => !kept.some((one) => one.visitId === visitId && one.itemId === itemId))
  const backOn = addDays(on, shop.settings.care.declinedBackDays)
  const noted = [...new Set(fresh)].map((itemId): DeclinedService => {
    const what = shop.items.find(({ id }) => id === itemId)?.name ?? { 'zh-CN': itemId, en: itemId }
    return { id: `${visitId}:${itemId}`, visitId, itemId, what, on, backOn, by, settledAt: null }
  })
  return [...kept, ...noted]
}
