import type { AdoptedProfile } from '../profile/shop-profile.ts'
import { blankDay } from './day-plan.ts'
import type { DayView } from './fitting.ts'
import { exactLongs, type ShopDay } from './shop-day.ts'
import type { StoredDays } from './stored-days.ts'
import { lapsed } from './taking.ts'
import { vacate } from './vacate.ts'

/**
 * The days from first to last of `onDays` (ascending, without gaps) as a search sees them: lapsed holds and the
 * appointment `not` count as free. One query, one small document a day, however many appointments there are.
 */
export async function viewDays(
  days: StoredDays,
  shop: AdoptedProfile,
  { onDays, now, not }: { onDays: string[]; now: Date; not?: string | undefined },
): Promise<DayView[]> {
  const stored = await days.model
    .find({ _id: { $gte: onDays[0] ?? '', $lte: onDays.at(-1) ?? '' } }, null, exactLongs)
    .select({ ...masks, entries: leaving(now, not) })
    .lean<ShopDay[]>()
  const byDay = new Map(stored.map((day) => [day._id, day]))
  return Promise.all(onDays.map((onDay) => view(byDay.get(onDay), onDay)))

  async function view(found: ShopDay | undefined, onDay: string): Promise<DayView> {
    if (!found) {
      const plan = days.plan(shop, onDay)
      return { plan, day: blankDay(plan) }
    }
    if (found.profileVersion >= shop.version) return vacate(days.planOf(shop, found), found, found.entries)
    const { plan, day } = await days.ready(shop, onDay)
    const gone = lapsed(day, now)
    return vacate(
      plan,
      day,
      day.entries.filter((entry) => entry.appointmentId === not || gone.includes(entry)),
    )
  }
}

const masks = {
  profileVersion: 1,
  opensAt: 1,
  cells: 1,
  bays: 1,
  technicians: 1,
  advisors: 1,
  labourMinutes: 1,
  spareMinutes: 1,
}

/** Of a day's entries only those that count as free; null sorts before every date. */
function leaving(now: Date, not: string | undefined) {
  const isLapsed = { $and: [{ $gt: ['$$entry.until', null] }, { $lte: ['$$entry.until', now] }] }
  const isMoving = { $eq: ['$$entry.appointmentId', not ?? ''] }
  return { $filter: { input: '$entries', as: 'entry', cond: { $or: [isLapsed, isMoving] } } }
}
