import { isRefusal } from '../../src/refusal.ts'
import { appointmentModel } from '../../src/shop/appointments/appointment.ts'
import { createPlans, planDay } from '../../src/shop/days/day-plan.ts'
import { rank } from '../../src/shop/days/ranking.ts'
import { requestOf } from '../../src/shop/days/request.ts'
import { candidatesOn, slotOf } from '../../src/shop/days/searching.ts'
import type { Slot } from '../../src/shop/days/slot.ts'
import { addDays } from '../../src/shop/profile/opening.ts'
import { occupied } from '../shop/days/occupied.ts'
import { oracle } from '../shop/days/oracle.ts'
import { type SeededShop, seededShop } from '../shop/days/seeded-shop.ts'
import { openBenchShop, rounded } from './capacity-shop.ts'
import { percentile } from './measure.ts'

/**
 * P10: the search itself, 8 bays × 12 technicians × 14 days in zones with a change of the clocks: masks built from the
 * appointments each time, all free times found, three chosen. `cold` also draws the 14 days from the profile, which a
 * running process does once per profile. Milliseconds per search over many seeded shops.
 */
export function measureSearch({ shops = 100, repeats = 20 }: { shops?: number; repeats?: number } = {}) {
  const seeded = Array.from({ length: shops }, (_, seed) => ({ ...seededShop(seed + 1), plan: createPlans() }))
  const timed = (plan?: typeof planDay) =>
    seeded.map((shop) => {
      const began = performance.now()
      search(shop, plan ?? shop.plan)
      return performance.now() - began
    })
  const repeated = (plan?: typeof planDay) => Array.from({ length: repeats }, () => timed(plan)).flat()
  timed()
  const warm = repeated()
  const cold = repeated(planDay)
  const appointments = seeded.flatMap(({ days }) => days).reduce((sum, day) => sum + day.appointments.length, 0)
  return {
    name: 'capacity.search',
    bays: 8,
    technicians: 12,
    days: 14,
    appointmentsMean: rounded(appointments / shops, 1),
    searches: warm.length,
    msP50: rounded(percentile(warm, 0.5)),
    msP99: rounded(percentile(warm, 0.99)),
    coldMsP50: rounded(percentile(cold, 0.5)),
    coldMsP99: rounded(percentile(cold, 0.99)),
  }
}

function search({ profile, days, itemIds, advisorId }: SeededShop, plan: typeof planDay): Slot[] {
  const request = requestOf(profile, { itemIds, advisorId })
  if (isRefusal(request)) return []
  const candidates = days.flatMap(({ onDay, appointments }) =>
    candidatesOn(occupied(profile, onDay, appointments, plan(profile, onDay)), request, new Date(0)),
  )
  return rank(candidates, undefined, days[0]?.onDay ?? '', 3).map(slotOf)
}

/** Whether search and oracle answer exactly the same on that many seeded shops of 14 days. */
export function measureOracle({ seeds = 1_000 }: { seeds?: number } = {}) {
  const different: number[] = []
  let slots = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const { profile, days, itemIds, advisorId } = seededShop(seed)
    const request = requestOf(profile, { itemIds, advisorId })
    for (const { onDay, appointments } of days) {
      const expected = oracle(profile, onDay).slots(appointments, itemIds, advisorId, 0)
      const view = occupied(profile, onDay, appointments)
      const found = isRefusal(request) ? [] : candidatesOn(view, request, new Date(0)).map(slotOf)
      const actual = found.map((slot) => [slot.startsAt.getTime(), slot.endsAt.getTime(), ...slot.advisorIds])
      slots += expected.length
      if (String(actual) !== String(expected.map((slot) => [slot.startsAt, slot.endsAt, ...slot.advisorIds])))
        different.push(seed)
    }
  }
  return { name: 'capacity.oracle', seeds, days: 14, slots, differentSeeds: [...new Set(different)] }
}

/** The whole way through the door, `suggest` over the 30-day horizon, with ever more appointments in the database; `cpuMs` is ours. */
export async function measureStored({
  mongodbUri,
  sizes = [100, 10_000, 1_000_000],
  searches = 300,
}: {
  mongodbUri: string
  sizes?: number[]
  searches?: number
}) {
  const shop = await openBenchShop(mongodbUri)
  const results: { stored: number; cpuMs: number; msP50: number; msP99: number }[] = []
  try {
    await fillAhead(shop)
    let stored = 0
    for (const size of sizes) {
      for (; stored < size; stored += 10_000) await storePast(shop, stored, Math.min(size - stored, 10_000))
      stored = size
      const times: number[] = []
      for (let warmUp = 0; warmUp < 20; warmUp++) await shop.slots.suggest({ itemIds: ['maintenance'] })
      const before = process.cpuUsage()
      for (let search = 0; search < searches; search++) {
        const began = performance.now()
        await shop.slots.suggest({ itemIds: ['maintenance'] })
        times.push(performance.now() - began)
      }
      const { user, system } = process.cpuUsage(before)
      const cpuMs = rounded((user + system) / 1_000 / searches)
      results.push({
        stored: size,
        cpuMs,
        msP50: rounded(percentile(times, 0.5)),
        msP99: rounded(percentile(times, 0.99)),
      })
    }
    return { name: 'capacity.stored', horizonDays: 30, searches, results }
  } finally {
    await shop.close()
  }
}

type Shop = Awaited<ReturnType<typeof openBenchShop>>

/** A working week of appointments ahead, so that the days searched are real documents. */
async function fillAhead({ slots, appointments }: Shop) {
  for (let n = 0; n < 120; n++) {
    const [slot] = await slots.suggest({ itemIds: ['maintenance'] })
    if (!slot) return
    const who = { customerId: `cus-${n}`, vehicleId: `veh-${n}`, advisorId: null, by: 'bench' }
    await appointments.hold({
      id: `ahead-${n}`,
      ...who,
      itemIds: ['maintenance'],
      startsAt: slot.startsAt,
      source: { kind: 'chat' },
    })
    await appointments.confirm(`ahead-${n}`, 'bench')
  }
}

/** Completed appointments of earlier years, straight into the collection. */
async function storePast({ connection }: Shop, from: number, count: number) {
  const model = appointmentModel(connection)
  const like = await model.findOne().lean()
  if (!like) throw new Error('there is no appointment to copy')
  const past = Array.from({ length: count }, (_, index) => {
    const n = from + index
    const onDay = addDays('2026-11-29', -(n % 3_000))
    const startsAt = new Date(`${onDay}T02:00:00Z`)
    return {
      ...like,
      _id: `past-${n}`,
      customerId: `cus-${n % 50_000}`,
      state: 'completed' as const,
      dirty: false,
      onDay,
      startsAt,
    }
  })
  await model.collection.insertMany(past as never, { ordered: false })
}
