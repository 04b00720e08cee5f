import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { count, list } from '../../../src/shop/days/cells.ts'
import { planDay } from '../../../src/shop/days/day-plan.ts'
import { footprint } from '../../../src/shop/days/fitting.ts'
import { requestOf } from '../../../src/shop/days/request.ts'
import { sampleShop } from '../appointments/open-shop.ts'

const sample = { ...sampleShop(), version: 1 }
const open = (fromMinute: number, toMinute: number) => [{ fromMinute, toMinute }]

describe('a day drawn from the profile', () => {
  test('counts quarters from the opening, lunch is no working time, and starts follow the grid', () => {
    const plan = planDay(sample, '2026-12-02')
    expect([plan.cells, count(plan.working)]).toEqual([38, 34])
    expect(plan.starts.map(({ minute }) => minute / 60)).toEqual([
      8.5, 9, 9.5, 10, 10.5, 11, 11.5, 13, 13.5, 14, 14.5, 15, 15.5, 16, 16.5, 17, 17.5,
    ])
    expect(plan.technicianMinutes).toMatchObject({ tang: 420, han: 360 })
    expect(plan.labourLimitMinutes).toBe(Math.floor((6 * 420 + 360) * 0.8))
  })

  test('on a technician’s day off has no minutes for them', () => {
    expect(planDay(sample, '2026-11-30').technicianMinutes.jin).toBe(0)
  })

  test.each([
    ['spring', '2026-03-29', 16],
    ['autumn', '2026-10-25', 24],
    ['any other night', '2026-10-26', 20],
  ])('in %s has its own length where the clocks change while the shop is open', (_, onDay, cells) => {
    const hours = open(60, 360)
    const night = { ...sample, zone: 'Europe/Berlin', extraDays: [{ on: onDay, hours, name: sample.name }] }
    expect(planDay(night, onDay).cells).toBe(cells)
  })

  test('never has more than 64 cells, whatever the clocks do', () => {
    const long = {
      ...sample,
      zone: 'Europe/Berlin',
      extraDays: [{ on: '2026-10-25', hours: open(0, 960), name: sample.name }],
    }
    expect(planDay(long, '2026-10-25').cells).toBe(64)
  })
})

describe('what an appointment takes', () => {
  const plan = planDay(sample, '2026-12-02')
  const request = requestOf(sample, { itemIds: ['brake-pads'] })
  if (isRefusal(request)) throw new Error(request.refused)

  test('is the bay through lunch and its buffer, the technician only while the shop works, the advisor at intake', () => {
    const taken = footprint(plan, request, 12)
    // 11:30–12:00 and 13:00–14:00; the bay until 14:15.
    expect(list(taken?.technician ?? { low: 0, high: 0 })).toEqual([12, 13, 18, 19, 20, 21])
    expect(list(taken?.bay ?? { low: 0, high: 0 })).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22])
    expect(list(taken?.advisor ?? { low: 0, high: 0 })).toEqual([12])
  })

  test('ends with the day: work must be done by closing, a buffer need not', () => {
    expect(footprint(plan, request, 32)?.end).toBe(38)
    expect(list(footprint(plan, request, 32)?.bay ?? { low: 0, high: 0 }).at(-1)).toBe(37)
    expect(footprint(plan, request, 33)).toBeNull()
    expect(footprint(plan, request, 14)).toBeNull()
    expect(footprint(plan, request, -1)).toBeNull()
    expect(footprint(plan, request, 2.5)).toBeNull()
  })
})
