import { describe, expect, it } from 'vitest'
import { describeWish } from '../../../src/shop/wishes/describe.ts'
import type { Wish } from '../../../src/shop/wishes/wish.ts'

const facts = { zone: 'Asia/Shanghai', now: new Date('2026-03-03T10:00:00+08:00') }
const wish = (onDay: string | null, fromMinute: number | null, toMinute = fromMinute, toDay?: string): Wish => ({
  onDay,
  fromMinute,
  toMinute,
  ...(toDay ? { span: { toDay } } : {}),
})

describe('a wish said back', () => {
  it.each([
    [wish('2026-03-05', 900), '3月5日 周四 15:00', 'Thu 5 Mar, 15:00'],
    [wish('2026-03-04', 900), '3月4日 周三 15:00', 'Wed 4 Mar, 15:00'],
    [wish('2026-03-04', null), '明天', 'tomorrow'],
    [wish('2026-03-04', 720, 1080), '明天下午', 'tomorrow afternoon'],
    [wish('2026-03-03', 510, 720), '今天上午', 'this morning'],
    [wish('2026-03-06', 720, 1080), '3月6日 周五 下午', 'Fri 6 Mar, afternoon'],
    [wish('2026-03-04', 900, 1020), '明天 15:00–17:00', 'tomorrow, 15:00–17:00'],
    [wish(null, 900), '15:00', '15:00'],
    [wish(null, null), '任何时间', 'any time'],
    [wish('2026-03-09', null, null, '2026-03-14'), '3月9日 周一 – 3月14日 周六', 'Mon 9 Mar – Sat 14 Mar'],
    [wish('2027-01-04', 540), '2027年1月4日 周一 09:00', 'Mon 4 Jan 2027, 09:00'],
  ])('%j', (given, chinese, english) => {
    expect(describeWish(given, { ...facts, language: 'zh-CN' })).toBe(chinese)
    expect(describeWish(given, { ...facts, language: 'en' })).toBe(english)
  })
})
