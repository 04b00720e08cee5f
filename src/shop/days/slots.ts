import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { isRefusal } from '../../refusal.ts'
import { addDays, dayOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import type { Wish } from '../wishes/wish.ts'
import { viewDays } from './day-views.ts'
import { type DayView, instantAt } from './fitting.ts'
import { rank } from './ranking.ts'
import { requestOf } from './request.ts'
import { candidatesOn, slotOf } from './searching.ts'
import type { NoTime, Slot, StripDay } from './slot.ts'
import { createStoredDays } from './stored-days.ts'

/**
 * What times are looked for. `not` is the appointment being moved: its own time counts as free. `useReserve` is for the
 * shop's own bookings: at short notice, and into the hours kept for customers without an appointment.
 */
export type Sought = { itemIds: string[]; advisorId?: string | null; not?: string; useReserve?: boolean }

/** Times that can be booked, from now on for as many days as the shop plans ahead. */
export function createSlots({
  connection,
  clock,
  profile,
}: {
  connection: Connection
  clock: Clock
  profile: Profile
}) {
  const days = createStoredDays({ connection })

  /**
   * At most three times close to the wish, well spread, chosen so that the shop's load levels out; never `except`, which
   * is the time that somebody wants to move away from.
   */
  async function suggest({ wish, except, ...sought }: Sought & { wish?: Wish; except?: Date }): Promise<Slot[]> {
    const search = await begin(sought)
    if (!search.request) return []
    const views = await look(search, search.today, search.lastDay)
    const { request, earliest } = search
    const candidates = views
      .flatMap((view) => candidatesOn(view, request, earliest))
      .filter((candidate) => slotOf(candidate).startsAt.getTime() !== except?.getTime())
    return rank(candidates, wish, search.today, 3).map(slotOf)
  }

  /** Seven days from `fromDay`: how many times each has left, and if none, why. */
  async function strip({ fromDay, ...sought }: Sought & { fromDay: string }): Promise<StripDay[]> {
    const search = await begin(sought)
    const views = await look(search, fromDay, addDays(fromDay, 6))
    return views.map((view) => summary(view, search))
  }

  /** Every free time of one day, ascending. */
  async function times({ onDay, ...sought }: Sought & { onDay: string }): Promise<Slot[]> {
    const search = await begin(sought)
    const { request, earliest } = search
    if (!request || onDay < search.today || onDay > search.lastDay) return []
    const views = await look(search, onDay, onDay)
    return views.flatMap((view) => candidatesOn(view, request, earliest)).map(slotOf)
  }

  async function begin(sought: Sought) {
    const shop = await profile.refresh()
    const now = clock.now()
    const request = requestOf(shop, sought)
    const today = dayOf(shop.zone, now)
    return {
      shop,
      now,
      not: sought.not,
      request: isRefusal(request) ? null : { ...request, useReserve: sought.useReserve ?? false },
      // The shop itself needs no notice beforehand.
      earliest: sought.useReserve ? now : new Date(now.getTime() + shop.leadMinutes * 60_000),
      today,
      lastDay: addDays(today, shop.horizonDays),
    }
  }
  type Search = Awaited<ReturnType<typeof begin>>

  function look({ shop, now, not }: Search, fromDay: string, toDay: string): Promise<DayView[]> {
    const onDays: string[] = []
    for (let onDay = fromDay; onDay <= toDay; onDay = addDays(onDay, 1)) onDays.push(onDay)
    return viewDays(days, shop, { onDays, now, not })
  }

  function summary(view: DayView, { request, today, lastDay, earliest }: Search): StripDay {
    const { onDay, starts } = view.plan
    const none = (why: NoTime): StripDay => ({ onDay, free: 0, why })
    if (onDay < today) return none('past')
    if (onDay > lastDay) return none('beyond-horizon')
    if (starts.length === 0) return none('closed')
    const free = request ? candidatesOn(view, request, earliest).length : 0
    if (free > 0) return { onDay, free }
    const last = starts.at(-1)
    return none(last && instantAt(view.plan, last.cell) < earliest ? 'too-soon' : 'full')
  }

  return { suggest, strip, times }
}

export type Slots = ReturnType<typeof createSlots>
