import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAppointments } from '../../../src/shop/appointments/appointments.ts'
import { createProfile } from '../../../src/shop/profile/profile.ts'
import type { ShopProfile } from '../../../src/shop/profile/shop-profile.ts'
import { audit } from './audit.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

const adopt = (change: Partial<ShopProfile>) => shop.profile.adopt({ ...shop.sample, ...change })
const words = { 'zh-CN': '盘点', en: 'Stocktaking' }

describe('a changed profile', () => {
  test('adopted twice is one version, and every process learns it with its next piece of work', async () => {
    const { version } = shop.profile.current()
    expect((await adopt({})).version).toBe(version)
    expect((await adopt({ slotMinutes: 60 })).version).toBe(version + 1)
    expect(await shop.times()).not.toContain('09:30')
  })

  test('leaves what is booked where it is, and says what no longer fits', async () => {
    await shop.books('a1', '10:00', { itemIds: ['diagnosis'] })
    const booked = await shop.books('a2', '09:00', { onDay: '2026-12-03', advisorId: 'zhou' })
    expect(await shop.appointments.misfits()).toEqual([])
    await adopt({
      holidays: [{ from: shop.day, to: shop.day, name: words }],
      advisors: shop.sample.advisors.filter(({ id }) => id !== 'zhou'),
      technicians: shop.sample.technicians.filter(({ id }) => id !== booked.technicianId),
    })
    expect(await shop.appointments.misfits()).toEqual([
      { appointmentId: 'a1', onDay: shop.day, startsAt: shop.at('10:00'), reasons: ['closed'] },
      {
        appointmentId: 'a2',
        onDay: '2026-12-03',
        startsAt: shop.at('09:00', '2026-12-03'),
        reasons: ['technician-gone', 'advisor-gone'],
      },
    ])
    expect(await shop.times()).toEqual([])
    // Who is booked on a day that is closed now has no hours that day: exactly what the misfit says.
    expect((await audit(shop)).filter((line) => !line.endsWith('too long'))).toEqual([])
  })

  test('does not open the shop again when what stands on a closed day is cancelled', async () => {
    await shop.books('a1', '10:00')
    await adopt({ holidays: [{ from: shop.day, to: shop.day, name: words }] })
    await shop.appointments.cancel({ id: 'a1', reason: '', by: 'lin' })
    expect(await shop.times()).toEqual([])
    expect(await shop.hold('a2', '10:00')).toEqual({ refused: 'closed' })
    expect(await audit(shop)).toEqual([])
  })

  test.each([
    ['earlier', [{ fromMinute: 420, toMinute: 1_080 }]],
    ['later', [{ fromMinute: 660, toMinute: 1_080 }]],
  ])('that opens %s moves no appointment', async (_, hours) => {
    await shop.books('a1', '10:00', { itemIds: ['alignment'] })
    await adopt({ extraDays: [{ on: shop.day, hours, name: words }] })
    const free = await shop.times({ itemIds: ['alignment'] })
    expect(free).not.toContain('10:00')
    expect(free).toContain('11:30')
    expect(await audit(shop)).toEqual([])
    await shop.books('a2', '11:30', { itemIds: ['alignment'] })
    await adopt({})
    expect(await shop.times({ itemIds: ['alignment'] })).not.toContain('11:30')
    expect(await audit(shop)).toEqual([])
  })

  test('is followed at once by a process that has not heard of it when it meets a day drawn anew', async () => {
    const { connection, clock } = shop
    const profile = createProfile({ connection, clock })
    const elsewhere = createAppointments({ connection, clock, profile })
    await profile.refresh()
    await adopt({ holidays: [{ from: '2026-12-03', to: '2026-12-03', name: words }] })
    await shop.books('a1', '10:00')
    const { startsAt } = await shop.holds('a2', '11:00')
    const moved = await elsewhere.move({ id: 'a1', startsAt, by: 'lin' })
    expect(moved).toMatchObject({ startsAt, state: 'booked' })
    expect(profile.current().version).toBe(shop.profile.current().version)
    expect(await audit(shop)).toEqual([])
  })

  test('races with bookings and nothing is lost', async () => {
    await Promise.all([
      ...Array.from({ length: 20 }, (_, n) => shop.hold(`a${n}`, n % 2 ? '10:00' : '14:00')),
      adopt({ bufferMinutes: 30 }).then(() => adopt({ walkInReserve: 0.1 })),
    ])
    await shop.hold('z', '16:00')
    expect(await audit(shop)).toEqual([])
  })
})
