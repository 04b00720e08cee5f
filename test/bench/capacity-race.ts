import { isRefusal } from '../../src/refusal.ts'
import { addDays, instantOf } from '../../src/shop/profile/opening.ts'
import { audit } from '../shop/appointments/audit.ts'
import { openBenchShop, rounded } from './capacity-shop.ts'
import { percentile } from './measure.ts'

/**
 * Racers for the last slot: the one alignment bay, the same hour, all at once through the door. Each round is another
 * day. Reports winners per round (must be 1) and contradictions found afterwards (must be 0).
 */
export async function measureLastSlot({
  mongodbUri,
  rounds = 5,
  racers = 1_000,
}: {
  mongodbUri: string
  rounds?: number
  racers?: number
}) {
  const shop = await openBenchShop(mongodbUri)
  const winners: number[] = []
  const seconds: number[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const { onDay, startsAt } = openDay(shop, round)
      const began = performance.now()
      const answers = await Promise.all(
        Array.from({ length: racers }, (_, racer) =>
          hold(shop, { id: `${onDay}-${racer}`, itemIds: ['alignment'], startsAt }),
        ),
      )
      seconds.push((performance.now() - began) / 1_000)
      winners.push(answers.filter((answer) => !isRefusal(answer)).length)
    }
    const contradictions = (await audit(shop)).length
    return {
      name: 'capacity.last-slot',
      rounds,
      racers,
      roundsWithOneWinner: winners.filter((count) => count === 1).length,
      contradictions,
      secondsMedian: rounded(percentile(seconds, 0.5)),
      secondsMax: rounded(Math.max(...seconds)),
    }
  } finally {
    await shop.close()
  }
}

/** Bays and technicians wanted crosswise: five kinds of work at three overlapping hours. Half-held must be 0. */
export async function measureCrosswise({
  mongodbUri,
  rounds = 10,
  racers = 200,
}: {
  mongodbUri: string
  rounds?: number
  racers?: number
}) {
  const shop = await openBenchShop(mongodbUri)
  const kinds = [['alignment'], ['tyres'], ['brake-pads'], ['diagnosis'], ['air-conditioning']]
  let held = 0
  try {
    for (let round = 0; round < rounds; round++) {
      const { onDay, startsAt } = openDay(shop, round)
      const answers = await Promise.all(
        Array.from({ length: racers }, (_, racer) =>
          hold(shop, {
            id: `${onDay}-${racer}`,
            itemIds: kinds[racer % kinds.length] ?? [],
            startsAt: new Date(startsAt.getTime() + (racer % 3) * 1_800_000),
          }),
        ),
      )
      held += answers.filter((answer) => !isRefusal(answer)).length
    }
    const drawn = await shop.days.between('2026-01-01', '2027-12-31')
    const entries = drawn.reduce((sum, { day }) => sum + day.entries.length, 0)
    return {
      name: 'capacity.crosswise',
      rounds,
      racers,
      held,
      halfHeld: entries - held,
      contradictions: (await audit(shop)).length,
    }
  } finally {
    await shop.close()
  }
}

type Shop = Awaited<ReturnType<typeof openBenchShop>>

/** 10:00 on the n-th open day from tomorrow on; the clock follows, so that no horizon ends the bench. */
function openDay({ profile, clock }: Shop, round: number) {
  const { zone } = profile.current()
  // Tuesday to Saturday of each week: all technicians and the advisors of that day are there.
  const onDay = addDays('2026-12-01', Math.floor(round / 5) * 7 + (round % 5))
  clock.set(instantOf(zone, addDays(onDay, -1), 9 * 60))
  return { onDay, startsAt: instantOf(zone, onDay, 10 * 60) }
}

function hold({ appointments }: Shop, { id, itemIds, startsAt }: { id: string; itemIds: string[]; startsAt: Date }) {
  const who = { customerId: `cus-${id}`, vehicleId: `veh-${id}`, advisorId: null, by: 'bench' }
  return appointments.hold({ id, ...who, itemIds, startsAt, source: { kind: 'chat' } })
}
