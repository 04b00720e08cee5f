import { isRefusal } from '../../src/refusal.ts'
import { overlaps, range, union } from '../../src/shop/days/cells.ts'
import { blankDay, planDay } from '../../src/shop/days/day-plan.ts'
import { type DayView, type Place, placeAt } from '../../src/shop/days/fitting.ts'
import { type Candidate, rank } from '../../src/shop/days/ranking.ts'
import { type Request, requestOf } from '../../src/shop/days/request.ts'
import { candidatesOn } from '../../src/shop/days/searching.ts'
import { addDays, daysBetween, instantOf } from '../../src/shop/profile/opening.ts'
import type { AdoptedProfile } from '../../src/shop/profile/shop-profile.ts'
import type { Wish } from '../../src/shop/wishes/wish.ts'
import { type Random, random } from '../shop/days/random.ts'
import { rounded, sampleShop } from './capacity-shop.ts'
import { percentile } from './measure.ts'

/**
 * A seeded month of customers, the same for every policy, asking for about 70 % of the labour there is. What each would like best is a day and a minute (mornings and
 * Saturdays are favourites); what they say is that time (25 %), half of that day (35 %), that day (20 %) or nothing (20 %).
 * - `ours`: three suggestions; every other customer takes the first, the others the nearest to what they would like best.
 * - `first-free`: the first free time that suits what was said, else the first after it.
 * - `most-free-hours`: all times shown, the nearest to what they would like best is taken; the technician with most free hours.
 */
export function measureLevelling({
  seeds = 20,
  customersPerDay = 18,
}: {
  seeds?: number
  customersPerDay?: number
} = {}) {
  const runs = Array.from({ length: seeds }, (_, seed) => seededMonth(seed + 1, customersPerDay))
  return (['ours', 'first-free', 'most-free-hours'] as const).map((policy) => {
    const months = runs.map((customers) => play(customers, policy))
    const median = (of: (month: Month) => number) => rounded(percentile(months.map(of), 0.5))
    return {
      name: 'capacity.levelling',
      policy,
      seeds,
      booked: median(({ booked }) => booked),
      refused: median(({ refused }) => refused),
      dayPeakToMean: median(({ dayPeakToMean }) => dayPeakToMean),
      hourPeakToMean: median(({ hourPeakToMean }) => hourPeakToMean),
      hourDeviation: median(({ hourDeviation }) => hourDeviation),
      technicianPeakToMean: median(({ technicianPeakToMean }) => technicianPeakToMean),
      daysFromWish: median(({ daysFromWish }) => daysFromWish),
      minutesFromWish: median(({ minutesFromWish }) => minutesFromWish),
      withinADay: median(({ withinADay }) => withinADay),
      overtimeMinutes: Math.max(...months.map(({ overtimeMinutes }) => overtimeMinutes)),
    }
  })
}

type Policy = 'ours' | 'first-free' | 'most-free-hours'
type Customer = {
  asksAt: Date
  today: string
  itemIds: string[]
  best: { onDay: string; minute: number }
  wish: Wish | undefined
  takesFirst: boolean
}
type Month = ReturnType<typeof figures>

const firstDay = '2026-11-02'
const days = 28
const profile: AdoptedProfile = { ...sampleShop(), version: 1 }

function seededMonth(seed: number, customersPerDay: number): Customer[] {
  const draw = random(seed)
  return Array.from({ length: days * customersPerDay }, (_, n) => {
    const today = addDays(firstDay, Math.floor(n / customersPerDay))
    return {
      ...seededWish(draw, today),
      asksAt: instantOf(profile.zone, today, 480 + draw.below(720)),
      today,
      itemIds: [seededItem(draw)],
      takesFirst: draw.next() < 0.5,
    }
  }).toSorted((a, b) => a.asksAt.getTime() - b.asksAt.getTime())
}

function seededWish(draw: Random, today: string): Pick<Customer, 'best' | 'wish'> {
  // Most want to come within the week; every fourth wants the Saturday of it.
  let onDay = addDays(today, 1 + Math.floor(-Math.log(1 - draw.next()) * 3))
  while (isSunday(onDay) || (draw.next() < 0.25 && !isSaturday(onDay))) onDay = addDays(onDay, 1)
  const minute = draw.pick([540, 540, 570, 600, 600, 630, 660, 780, 840, 870, 900, 960, 990])
  const said = draw.next()
  const half = minute < 720 ? { fromMinute: 510, toMinute: 690 } : { fromMinute: 780, toMinute: 1_050 }
  const wish =
    said < 0.25
      ? { onDay, fromMinute: minute, toMinute: minute }
      : said < 0.6
        ? { onDay, ...half }
        : said < 0.8
          ? { onDay, fromMinute: null, toMinute: null }
          : undefined
  return { best: { onDay, minute }, wish }
}

const weekday = (onDay: string) => new Date(`${onDay}T00:00Z`).getUTCDay()
const isSunday = (onDay: string) => weekday(onDay) === 0
const isSaturday = (onDay: string) => weekday(onDay) === 6

const seededItem = (draw: Random) =>
  draw.pick([
    'maintenance',
    'maintenance',
    'maintenance',
    'maintenance',
    'major-maintenance',
    'brake-pads',
    'tyres',
    'air-conditioning',
    'inspection',
    'diagnosis',
    'alignment',
  ])

function play(customers: Customer[], policy: Policy): Month {
  const month = new Map<string, DayView>()
  const taken: { customer: Customer; candidate: Candidate; place: Place }[] = []
  let refused = 0
  for (const customer of customers) {
    const request = requestOf(profile, customer)
    if (isRefusal(request)) throw new Error(request.refused)
    const earliest = new Date(customer.asksAt.getTime() + profile.leadMinutes * 60_000)
    const views = Array.from({ length: profile.horizonDays + 1 }, (_, n) => viewOf(month, addDays(customer.today, n)))
    const candidates = views.flatMap((view) => candidatesOn(view, request, earliest))
    const candidate = choose(policy, customer, candidates)
    const view = candidate && viewOf(month, candidate.onDay)
    const place = candidate && view && placeFor(policy, view, request, candidate.start)
    if (!candidate || !view || !place || typeof place === 'string') refused++
    else {
      take(view, place)
      taken.push({ customer, candidate, place })
    }
  }
  return figures(month, taken, refused)
}

function choose(
  policy: Policy,
  { wish, best, today, takesFirst }: Customer,
  candidates: Candidate[],
): Candidate | undefined {
  const nearest = (from: Candidate[]) => from.toSorted((a, b) => farFrom(a, best) - farFrom(b, best))[0]
  if (policy === 'most-free-hours') return nearest(candidates)
  if (policy === 'ours') {
    const three = rank(candidates, wish, today, 3)
    return takesFirst ? three[0] : nearest(three)
  }
  const suits = ({ onDay, minute }: Candidate) =>
    !wish?.onDay || (onDay === wish.onDay && minute >= (wish.fromMinute ?? 0) && minute <= (wish.toMinute ?? 1_440))
  return candidates.find(suits) ?? candidates.find(({ onDay }) => onDay >= (wish?.onDay ?? '')) ?? candidates.at(-1)
}

const farFrom = (candidate: Candidate, best: Customer['best']) =>
  Math.abs(daysBetween(candidate.onDay, best.onDay)) * 1_440 + Math.abs(candidate.minute - best.minute)

function placeFor(policy: Policy, view: DayView, request: Request, start: number) {
  // The first of the list, whatever they have done: every technician in turn is asked alone.
  if (policy !== 'first-free') return placeAt(view, request, start)
  const places = profile.technicians
    .filter(({ id }) => request.technicianIds.includes(id))
    .map(({ id }) => placeAt(view, { ...request, technicianIds: [id] }, start))
  return places.find((place) => typeof place !== 'string')
}

function viewOf(month: Map<string, DayView>, onDay: string): DayView {
  const known = month.get(onDay)
  if (known) return known
  const plan = planDay(profile, onDay)
  const { bays, technicians, advisors, spareMinutes } = blankDay(plan)
  const view = {
    plan,
    day: {
      bays: { ...bays },
      technicians: { ...technicians },
      advisors: { ...advisors },
      spareMinutes: { ...spareMinutes },
      labourMinutes: 0,
    },
  }
  month.set(onDay, view)
  return view
}

function take({ day }: DayView, place: Place) {
  day.bays[place.bayId] = union(day.bays[place.bayId] ?? place.bayCells, place.bayCells)
  day.technicians[place.technicianId] = union(
    day.technicians[place.technicianId] ?? place.technicianCells,
    place.technicianCells,
  )
  day.advisors[place.advisorId] = union(day.advisors[place.advisorId] ?? place.advisorCells, place.advisorCells)
  day.labourMinutes += place.minutes
  day.spareMinutes[place.technicianId] = (day.spareMinutes[place.technicianId] ?? 0) - place.minutes
}

/** Judged on the three full weeks in the middle: the first fills up and the last is not yet booked. */
function figures(
  month: Map<string, DayView>,
  taken: { customer: Customer; candidate: Candidate; place: Place }[],
  refused: number,
) {
  const judged = [...month.values()].filter(
    ({ plan }) => plan.cells > 0 && plan.onDay >= addDays(firstDay, 5) && plan.onDay < addDays(firstDay, days - 2),
  )
  const perDay = judged.map(({ day, plan }) => day.labourMinutes / plan.labourLimitMinutes)
  const hours = judged.flatMap((view) => busyByHour(view))
  const perHour = hours.map(({ share }) => share)
  const perClock = [...new Set(hours.map(({ minute }) => minute))].map((minute) =>
    mean(hours.filter((hour) => hour.minute === minute).map(({ share }) => share)),
  )
  const perTechnician = judged.flatMap(({ plan, day }) =>
    Object.entries(plan.technicianMinutes)
      .filter(([, minutes]) => minutes > 0)
      .map(([id, minutes]) => (minutes - (day.spareMinutes[id] ?? 0)) / minutes),
  )
  const wished = taken.filter(({ customer }) => customer.wish)
  const off = wished.map(({ customer, candidate }) => ({
    days: Math.abs(daysBetween(candidate.onDay, customer.wish?.onDay ?? candidate.onDay)),
    minutes: Math.max(
      0,
      (customer.wish?.fromMinute ?? 0) - candidate.minute,
      candidate.minute - (customer.wish?.toMinute ?? 1_440),
    ),
  }))
  const deviation = (numbers: number[]) => Math.sqrt(mean(numbers.map((number) => (number - mean(numbers)) ** 2)))
  return {
    booked: taken.length,
    refused,
    dayPeakToMean: Math.max(...perDay) / mean(perDay),
    hourPeakToMean: Math.max(...perClock) / mean(perClock),
    hourDeviation: deviation(perHour) / mean(perHour),
    technicianPeakToMean: Math.max(...perTechnician) / mean(perTechnician),
    daysFromWish: mean(off.map((one) => one.days)),
    minutesFromWish: mean(off.map((one) => one.minutes)),
    withinADay: mean(off.map((one) => (one.days <= 1 ? 1 : 0))),
    overtimeMinutes: judged.reduce(
      (sum, { day }) => sum + Object.values(day.spareMinutes).reduce((over, spare) => over + Math.max(0, -spare), 0),
      0,
    ),
  }
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / (numbers.length || 1)

/** Share of the technicians on duty who are at work, for each working half hour of a day. */
function busyByHour({ plan, day }: DayView): { minute: number; share: number }[] {
  return plan.starts.map(({ cell, minute }) => {
    const halfHour = range(cell, cell + 2)
    const onDuty = Object.entries(plan.closed.technicians).filter(([, closed]) => !overlaps(closed, halfHour))
    const busy = onDuty.filter(([id]) => overlaps(day.technicians[id] ?? halfHour, halfHour))
    return { minute, share: busy.length / (onDuty.length || 1) }
  })
}
