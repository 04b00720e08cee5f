import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { audit } from './audit.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

describe('holding', () => {
  test('a held time becomes an appointment when it is confirmed', async () => {
    const held = await shop.holds('a1', '10:00')
    expect(held).toMatchObject({ state: 'held', onDay: shop.day, quote: { minutes: 60, lowFen: 50_600 } })
    expect(held.heldUntil).toEqual(shop.at('09:05', shop.today))
    const booked = await shop.confirms('a1')
    expect(booked).toMatchObject({ state: 'booked', heldUntil: null, dirty: true, bayId: held.bayId })
    expect(await shop.entry('a1')).toMatchObject({ until: null, minutes: 60 })
    expect(await audit(shop)).toEqual([])
  })

  test('the same hold twice takes the time once', async () => {
    const [first, second] = await Promise.all([shop.holds('a1', '10:00'), shop.holds('a1', '10:00')])
    expect(await shop.holds('a1', '10:00')).toMatchObject({ startsAt: first.startsAt, bayId: second.bayId })
    expect(await shop.entries()).toHaveLength(1)
    expect(await audit(shop)).toEqual([])
  })

  test('another time under the same id gives the first one back, on the same day and on another', async () => {
    await shop.holds('a1', '10:00')
    await shop.holds('a1', '10:30')
    expect(await shop.entry('a1')).toMatchObject({ startsAt: shop.at('10:30') })
    const held = await shop.holds('a1', '09:00', { onDay: '2026-12-03' })
    expect(held.startsAt).toEqual(shop.at('09:00', '2026-12-03'))
    expect(await shop.entries()).toMatchObject([{ appointmentId: 'a1', startsAt: held.startsAt }])
    expect(await audit(shop)).toEqual([])
  })

  test('other items under the same id are quoted and held anew', async () => {
    await shop.holds('a1', '10:00')
    const held = await shop.holds('a1', '10:00', { itemIds: ['major-maintenance'] })
    expect(held).toMatchObject({ quote: { minutes: 150 }, endsAt: shop.at('13:30') })
    expect(await shop.entry('a1')).toMatchObject({ minutes: 150, endsAt: shop.at('13:30') })
    expect(await audit(shop)).toEqual([])
  })

  test('a booking begun and left does not stand in the way of the next one for the same car', async () => {
    await shop.holds('a1', '10:00', { vehicleId: 'veh_1' })
    await shop.holds('a2', '10:00', { vehicleId: 'veh_1' })
    expect(await shop.entries()).toMatchObject([{ appointmentId: 'a2' }])
  })

  test('a quote stays as it was shown when prices change', async () => {
    await shop.holds('a1', '10:00')
    await shop.profile.adopt({
      ...shop.sample,
      items: shop.sample.items.map((item) => ({ ...item, labourFen: { low: 99_900, high: 99_900 } })),
    })
    expect((await shop.confirms('a1')).quote.lowFen).toBe(50_600)
  })

  test.each([
    ['past', '08:30', { onDay: '2026-11-30' }],
    ['too-soon', '09:30', { onDay: '2026-11-30' }],
    ['beyond-horizon', '10:00', { onDay: '2027-01-04' }],
    ['closed', '12:00', {}],
    ['closed', '00:00', {}],
    ['closed', '17:30', {}],
    ['closed', '10:00', { onDay: '2026-12-06' }],
    ['closed', '10:07', {}],
    ['unknown-item', '10:00', { itemIds: ['gold-plating'] }],
    ['no-bay-for-all', '10:00', { itemIds: ['alignment', 'air-conditioning'] }],
    ['unknown-advisor', '10:00', { advisorId: 'nobody' }],
    ['advisor-busy', '11:30', { advisorId: 'shen' }],
  ])('refuses with %s: %s %o', async (refused, time, more) => {
    expect(await shop.hold('a1', time, more)).toMatchObject({ refused })
    expect(await shop.entries()).toEqual([])
  })

  test('the shop itself may book at short notice and into the walk-in reserve', async () => {
    const source = { kind: 'advisor' as const }
    expect(await shop.hold('a1', '09:30', { onDay: shop.today, source })).toMatchObject({ state: 'held' })
    await shop.profile.adopt({ ...shop.sample, walkInReserve: 0.5 })
    const { labourLimitMinutes, technicianMinutes } = await shop.planOf(shop.day)
    const total = Object.values(technicianMinutes).reduce((sum, minutes) => sum + minutes, 0)
    expect(labourLimitMinutes).toBe(total / 2)
    await shop.fill('maintenance')
    expect((await shop.drawn()).labourMinutes).toBe(labourLimitMinutes)
    const late = await shop.firstFree({ useReserve: true })
    expect(await shop.hold('a2', late)).toEqual({ refused: 'slot-taken' })
    expect(await shop.hold('a2', late, { source })).toMatchObject({ state: 'held' })
  })
})

describe('confirming', () => {
  test('twice answers the same', async () => {
    await shop.holds('a1', '10:00')
    expect(await shop.confirms('a1')).toEqual(await shop.confirms('a1'))
  })

  test('after the hold ran out works while the time is free', async () => {
    await shop.holds('a1', '10:00')
    shop.clock.set(shop.at('09:20', shop.today))
    expect(await shop.appointments.releaseExpired()).toBe(1)
    expect(await shop.entries()).toEqual([])
    expect(await shop.confirms('a1')).toMatchObject({ state: 'booked' })
    expect(await audit(shop)).toEqual([])
  })

  test('after the hold ran out and somebody else took the time is refused', async () => {
    await shop.holds('a1', '10:00', { itemIds: ['alignment'] })
    shop.clock.set(shop.at('09:06', shop.today))
    await shop.books('a2', '10:00', { itemIds: ['alignment'] })
    expect(await shop.appointments.confirm('a1', 'chat:1')).toEqual({ refused: 'hold-expired' })
    expect(await shop.appointments.confirm('a3', 'chat:1')).toEqual({ refused: 'hold-expired' })
    expect(await audit(shop)).toEqual([])
  })

  test('a hold that has not run out keeps everybody else away', async () => {
    await shop.holds('a1', '10:00', { itemIds: ['alignment'] })
    shop.clock.set(shop.at('09:04', shop.today))
    expect(await shop.hold('a2', '10:00', { itemIds: ['alignment'] })).toEqual({ refused: 'slot-taken' })
  })

  test('a time that has passed cannot be confirmed any more', async () => {
    await shop.holds('a1', '10:00')
    shop.clock.set(shop.at('10:00'))
    expect(await shop.appointments.confirm('a1', 'chat:1')).toEqual({ refused: 'past' })
  })

  test('one car is never booked twice for the same time, even at the same moment', async () => {
    await shop.books('a1', '10:00', { vehicleId: 'veh_1' })
    expect(await shop.hold('a2', '10:30', { vehicleId: 'veh_1' })).toEqual({ refused: 'vehicle-busy' })
    expect(await shop.hold('a2', '11:00', { vehicleId: 'veh_1' })).toMatchObject({ state: 'held' })
    const together = await Promise.all(
      ['b1', 'b2', 'b3', 'b4'].map(async (id) => {
        await shop.hold(id, '14:00', { vehicleId: 'veh_2' })
        return shop.appointments.confirm(id, 'chat:1')
      }),
    )
    expect(together.filter((answer) => 'state' in answer && answer.state === 'booked')).toHaveLength(1)
    expect(await audit(shop)).toEqual([])
  })
})

describe('releasing', () => {
  test('gives the time back and forgets the draft, but never what is booked', async () => {
    await shop.holds('a1', '10:00')
    await shop.appointments.release('a1')
    await shop.appointments.release('a1')
    expect(await shop.appointments.get('a1')).toBeNull()
    await shop.books('a2', '10:00')
    await shop.appointments.release('a2')
    expect(await shop.appointments.get('a2')).toMatchObject({ state: 'booked' })
    expect(await audit(shop)).toEqual([])
  })
})
