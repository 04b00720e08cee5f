import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createBooking } from '../../../src/shop/appointments/booking.ts'
import { createMending } from '../../../src/shop/appointments/mending.ts'
import { createMoving } from '../../../src/shop/appointments/moving.ts'
import { createRecords } from '../../../src/shop/appointments/records.ts'
import { audit } from './audit.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
const by = 'chat:1'
const nextDay = '2026-12-03'
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

class Crash extends Error {}

/** The doors of a process that dies right after its n-th write. */
function dyingAfter(writes: number) {
  let left = writes
  const mortal =
    <Args extends unknown[], Answer>(write: (...args: Args) => PromiseLike<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const answer = await write(...args)
      if (--left === 0) throw new Crash()
      return answer
    }
  const records = createRecords(shop)
  const { take, keep, free } = shop.days
  const tools = {
    ...shop,
    records: { ...records, insert: mortal(records.insert), change: mortal(records.change) as typeof records.change },
    days: { ...shop.days, take: mortal(take), keep: mortal(keep), free: mortal(free) },
  }
  const { mend } = createMending(tools)
  return { ...createBooking({ ...tools, mend }), ...createMoving({ ...tools, mend }) }
}

/** Runs an act that dies after its first, second, … write, until it gets through. */
async function atEveryStep(
  act: (doors: ReturnType<typeof dyingAfter>) => Promise<unknown>,
  { before, after }: { before: () => Promise<unknown>; after: (step: number) => Promise<void> },
) {
  for (let step = 1; ; step++) {
    await shop.clear()
    await before()
    const outcome = await act(dyingAfter(step)).catch((error: unknown) => error)
    if (outcome !== undefined && !(outcome instanceof Crash)) return step - 1
    await after(step)
    if (outcome === undefined) return step - 1
  }
}

const hold = { customerId: 'cus_1', vehicleId: 'veh_1', itemIds: ['maintenance'], advisorId: null, by }
const wanted = (time: string, onDay = shop.day) => ({
  ...hold,
  id: 'a1',
  startsAt: shop.at(time, onDay),
  source: { kind: 'chat' as const },
})

describe('a process that dies between two writes', () => {
  test('while holding: the hold runs out by itself, or the same tap again completes it', async () => {
    const steps = await atEveryStep((doors) => doors.hold(wanted('10:00')), {
      before: async () => {},
      after: async (step) => {
        if (step % 2) {
          shop.clock.set(shop.at('09:30', shop.today))
          await shop.appointments.reconcile()
          expect(await shop.entries()).toEqual([])
        }
        await shop.holds('a1', '10:00', hold)
        expect(await shop.entries()).toHaveLength(1)
        expect(await audit(shop)).toEqual([])
      },
    })
    expect(steps).toBe(2)
  })

  test('while moving a hold: one time is held in the end', async () => {
    const steps = await atEveryStep((doors) => doors.hold(wanted('11:00', nextDay)), {
      before: () => shop.holds('a1', '10:00', hold),
      after: async () => {
        await shop.appointments.reconcile()
        await shop.holds('a1', '11:00', { ...hold, onDay: nextDay })
        await shop.confirms('a1')
        shop.clock.set(shop.at('09:30', shop.today))
        await shop.appointments.reconcile()
        expect(await shop.entries()).toMatchObject([{ startsAt: shop.at('11:00', nextDay), until: null }])
        expect(await audit(shop)).toEqual([])
      },
    })
    expect(steps).toBe(3)
  })

  test('while confirming: the appointment is booked in the end', async () => {
    const steps = await atEveryStep((doors) => doors.confirm('a1', by), {
      before: () => shop.holds('a1', '10:00'),
      after: async () => {
        await shop.appointments.reconcile()
        expect(await shop.appointments.get('a1')).toMatchObject({ state: 'booked', dirty: true })
        expect(await audit(shop)).toEqual([])
      },
    })
    expect(steps).toBe(2)
  })

  test('while confirming a hold that had run out: booked in the end', async () => {
    const steps = await atEveryStep((doors) => doors.confirm('a1', by), {
      before: async () => {
        await shop.holds('a1', '10:00')
        shop.clock.set(shop.at('09:30', shop.today))
        await shop.appointments.releaseExpired()
      },
      after: async (step) => {
        await shop.appointments.reconcile()
        expect(await shop.appointments.get('a1')).toMatchObject({ state: step === 1 ? 'held' : 'booked' })
        await shop.confirms('a1')
        expect(await audit(shop)).toEqual([])
      },
    })
    expect(steps).toBe(3)
  })

  test.each([
    ['the same day', '10:30', () => shop.day, 2],
    ['another day', '10:30', () => nextDay, 3],
  ])('while moving to %s: the new time is taken and the old one free in the end', async (_, time, onDay, expected) => {
    const startsAt = () => shop.at(time, onDay())
    const steps = await atEveryStep((doors) => doors.move({ id: 'a1', startsAt: startsAt(), by }), {
      before: () => shop.books('a1', '10:00'),
      after: async () => {
        await shop.appointments.reconcile()
        expect(await shop.appointments.get('a1')).toMatchObject({ startsAt: startsAt(), icsSequence: 1, dirty: true })
        expect(await shop.entries()).toHaveLength(1)
        expect(await audit(shop)).toEqual([])
      },
    })
    expect(steps).toBe(expected)
  })

  test('while moving, and somebody else moves before the repair: the last one counts', async () => {
    await atEveryStep((doors) => doors.move({ id: 'a1', startsAt: shop.at('10:30'), by }), {
      before: () => shop.books('a1', '10:00'),
      after: async () => {
        await shop.appointments.move({ id: 'a1', startsAt: shop.at('15:00'), by })
        expect(await shop.entries()).toMatchObject([{ startsAt: shop.at('15:00') }])
        expect(await audit(shop)).toEqual([])
      },
    })
  })

  test('while cancelling: cancelled and free in the end', async () => {
    const steps = await atEveryStep((doors) => doors.cancel({ id: 'a1', reason: '', by }), {
      before: () => shop.books('a1', '10:00'),
      after: async () => {
        await shop.appointments.reconcile()
        expect(await shop.appointments.get('a1')).toMatchObject({ state: 'cancelled' })
        expect(await shop.entries()).toEqual([])
      },
    })
    expect(steps).toBe(2)
  })

  test('while releasing: the time is free and the draft forgotten in the end', async () => {
    await atEveryStep((doors) => doors.release('a1'), {
      before: () => shop.holds('a1', '10:00'),
      after: async () => {
        shop.clock.set(shop.at('10:00', '2026-12-01'))
        await shop.appointments.reconcile()
        expect(await shop.appointments.get('a1')).toBeNull()
        expect(await shop.entries()).toEqual([])
      },
    })
  })
})

describe('the repair', () => {
  test('finds nothing to do where nothing is amiss', async () => {
    await shop.books('a1', '10:00')
    await shop.holds('a2', '11:00')
    const nothing = { finished: 0, freed: 0, retaken: 0, unplaced: [], drafts: 0 }
    expect(await shop.appointments.reconcile()).toEqual(nothing)
    expect(await shop.entries()).toHaveLength(2)
  })

  test('takes cells again that were lost, and names an appointment for which there are none', async () => {
    await shop.books('a1', '10:00', { itemIds: ['alignment'] })
    await shop.books('a2', '14:00')
    await shop.connection.collection('days').deleteMany({})
    await shop.books('a3', '10:00', { itemIds: ['alignment'] })
    expect(await shop.appointments.reconcile()).toMatchObject({ retaken: 1, unplaced: ['a1'] })
    expect((await audit(shop)).filter((line) => !line.startsWith('a1 '))).toEqual([])
  })
})
