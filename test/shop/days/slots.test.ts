import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import type { Slot } from '../../../src/shop/days/slot.ts'
import { type OpenShop, openShop } from '../appointments/open-shop.ts'

let shop: OpenShop
const itemIds = ['maintenance']
beforeAll(async () => {
  shop = await openShop()
})
beforeEach(() => shop.clear())
afterAll(() => shop.close())

const shown = (slots: Slot[]) =>
  slots.map(({ startsAt }) => DateTime.fromJSDate(startsAt, { zone: shop.sample.zone }).toFormat('MM-dd HH:mm'))
const exactly = (onDay: string, minute: number) => ({ onDay, fromMinute: minute, toMinute: minute })

describe('suggested times', () => {
  test('are three, well apart, and each can be held', async () => {
    const slots = await shop.slots.suggest({ itemIds })
    expect(slots).toHaveLength(3)
    const apart = slots.flatMap((a) => slots.map((b) => Math.abs(Number(a.startsAt) - Number(b.startsAt)) / 60_000))
    expect(Math.min(...apart.filter((minutes) => minutes > 0))).toBeGreaterThanOrEqual(120)
    for (const [n, slot] of slots.entries()) {
      const held = await shop.appointments.hold({
        id: `a${n}`,
        customerId: 'cus_1',
        vehicleId: `veh_${n}`,
        itemIds,
        startsAt: slot.startsAt,
        advisorId: slot.advisorIds[0] ?? null,
        source: { kind: 'chat' },
        by: 'chat:1',
      })
      expect(held).toMatchObject({ endsAt: slot.endsAt, onDay: slot.onDay })
    }
  })

  test('begin with the very time wished, if it is free', async () => {
    const wish = exactly(shop.day, 15 * 60)
    expect(shown(await shop.slots.suggest({ itemIds, wish }))[0]).toBe('12-02 15:00')
    await shop.books('a1', '15:00', { itemIds: ['alignment'] })
    const near = shown(await shop.slots.suggest({ itemIds: ['alignment'], wish }))
    expect(near).not.toContain('12-02 15:00')
    expect(near[0]).toMatch(/^12-02 1[3-6]/)
  })

  test('stay within the day and the hours wished while there is room', async () => {
    const wish = { onDay: shop.day, fromMinute: 13 * 60, toMinute: 18 * 60 }
    for (const time of shown(await shop.slots.suggest({ itemIds, wish }))) expect(time).toMatch(/^12-02 1[3-7]/)
  })

  test('lead to the calmer hours and days', async () => {
    for (let n = 0; n < 3; n++) await shop.books(`a${n}`, '09:00', { onDay: '2026-12-01' })
    const [best] = await shop.slots.suggest({ itemIds, wish: { onDay: '2026-12-01', fromMinute: 540, toMinute: 660 } })
    expect(shown(best ? [best] : [])).not.toEqual(['12-01 09:00'])
  })

  test('are none for what no bay can do, and only with the advisor asked for', async () => {
    expect(await shop.slots.suggest({ itemIds: ['alignment', 'air-conditioning'] })).toEqual([])
    const slots = await shop.slots.suggest({ itemIds, advisorId: 'lin' })
    for (const { advisorIds } of slots) expect(advisorIds).toEqual(['lin'])
  })
})

describe('the strip of days', () => {
  test('says of each of seven days how many times are left, or why there are none', async () => {
    await shop.fill('diagnosis', '2026-12-01')
    const strip = await shop.slots.strip({ itemIds: ['diagnosis'], fromDay: '2026-11-29' })
    expect(strip).toMatchObject([
      { onDay: '2026-11-29', free: 0, why: 'past' },
      { onDay: '2026-11-30' },
      { onDay: '2026-12-01', free: 0, why: 'full' },
      { onDay: '2026-12-02' },
      {},
      {},
      { onDay: '2026-12-05' },
    ])
    expect(strip[3]?.free).toBeGreaterThan(5)
    shop.clock.set(shop.at('17:30', shop.today))
    const later = await shop.slots.strip({ itemIds, fromDay: shop.today })
    expect(later[0]).toEqual({ onDay: shop.today, free: 0, why: 'too-soon' })
    expect(later[6]).toEqual({ onDay: '2026-12-06', free: 0, why: 'closed' })
    const last = await shop.slots.strip({ itemIds, fromDay: '2026-12-30' })
    expect(last.at(-1)).toEqual({ onDay: '2027-01-05', free: 0, why: 'beyond-horizon' })
  })
})

describe('the times of a day', () => {
  test('begin after the notice the shop needs', async () => {
    expect((await shop.times({}, shop.today))[0]).toBe('10:00')
  })

  test('count a hold that ran out as free before anybody has cleared it away', async () => {
    await shop.holds('a1', '10:00', { itemIds: ['alignment'] })
    expect(await shop.times({ itemIds: ['alignment'] })).not.toContain('10:00')
    shop.clock.set(shop.at('09:05', shop.today))
    expect(await shop.times({ itemIds: ['alignment'] })).toContain('10:00')
    expect(await shop.entries()).toHaveLength(1)
  })

  test('are exactly those that can be held', async () => {
    for (const [n, time] of ['09:00', '11:00', '14:00', '15:30'].entries()) {
      await shop.books(`b${n}`, time, { itemIds: ['diagnosis'] })
    }
    const offered = await shop.times({ itemIds: ['diagnosis'], advisorId: 'zhou' })
    for (const [n, { minute }] of (await shop.planOf(shop.day)).starts.entries()) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const held = await shop.hold(`t${n}`, time, { itemIds: ['diagnosis'], advisorId: 'zhou' })
      expect(!isRefusal(held), time).toBe(offered.includes(time))
      await shop.appointments.release(`t${n}`)
    }
  })
})
