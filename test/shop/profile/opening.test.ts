import { describe, expect, test } from 'vitest'
import { hoursInWords, hoursOn, isOpen, nextOpening, openingOn } from '../../../src/shop/profile/opening.ts'
import { sampleShop } from '../appointments/open-shop.ts'

const shop = sampleShop()
const at = (text: string) => new Date(`${text}+08:00`)

describe('when the shop is open', () => {
  test('follows weekdays, holidays and extra days', () => {
    expect(hoursInWords(shop, '2026-11-30')).toBe('08:30–12:00, 13:00–18:00')
    expect(openingOn(shop, '2026-11-29')).toEqual([])
    expect(openingOn(shop, '2026-02-18')).toEqual([])
    expect(hoursInWords(shop, '2026-12-27')).toBe('09:00–12:00, 13:00–16:00')
  })

  test('not during lunch, and open at the very minute', () => {
    expect(isOpen(shop, at('2026-11-30T08:30:00'))).toBe(true)
    expect(isOpen(shop, at('2026-11-30T12:00:00'))).toBe(false)
    expect(isOpen(shop, at('2026-11-30T12:59:59'))).toBe(false)
    expect(isOpen(shop, at('2026-11-30T18:00:00'))).toBe(false)
  })

  test('knows when it opens next, over a weekend and over a holiday', () => {
    const monday = { openNow: false, opensAt: at('2026-11-30T08:30:00') }
    expect(nextOpening(shop, at('2026-11-28T18:00:00'))).toEqual(monday)
    expect(nextOpening(shop, at('2026-02-15T10:00:00')).opensAt).toEqual(at('2026-02-23T08:30:00'))
    const now = at('2026-11-30T10:00:00')
    expect(nextOpening(shop, now)).toEqual({ openNow: true, opensAt: now })
  })

  test('is right on the days on which the clocks change', () => {
    const berlin = {
      ...shop,
      zone: 'Europe/Berlin',
      holidays: [],
      extraDays: [{ on: '2026-10-25', hours: [{ fromMinute: 60, toMinute: 300 }], name: shop.name }],
    }
    const [hours] = hoursOn(berlin, '2026-10-25')
    expect((Number(hours?.to) - Number(hours?.from)) / 3_600_000).toBe(5)
  })
})
