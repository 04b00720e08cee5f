import { describe, expect, it } from 'vitest'
import { understandWish } from '../../../src/shop/wishes/understand.ts'
import { compact, factsAt } from './compact.ts'

const open = { opensMinute: 0, closesMinute: 1440 }

describe('on a Sunday', () => {
  const sunday = factsAt('2026-03-01T12:00:00+08:00')

  it.each([
    ['下周二', 'ask 03-03 | 03-10'],
    ['下周', 'ask 03-02..03-07 | 03-09..03-14'],
    ['next Tuesday', 'ask 03-03 | 03-10'],
    ['周二', '03-03'],
    ['这周二', 'no past 02-24'],
    ['周末', '03-07'],
  ])('%s → %s', (said, understood) => {
    expect(compact(understandWish(said, sunday))).toBe(understood)
  })
})

describe('around the end of a year', () => {
  const december = factsAt('2026-12-15T10:00:00+08:00')

  it.each([
    ['1月4号', '2027-01-04'],
    ['1/4 3点', '2027-01-04 15:00'],
    ['January 4', '2027-01-04'],
    ['5号', '2027-01-05'],
    ['12月1日', 'no past 12-01'],
    ['11月1日', 'no past 11-01'],
    ['明年1月4日', '2027-01-04'],
  ])('%s → %s', (said, understood) => {
    expect(compact(understandWish(said, december))).toBe(understood)
  })

  it('29 February exists in leap years only', () => {
    expect(compact(understandWish('2月29日', factsAt('2028-02-01T10:00:00+08:00')))).toBe('2028-02-29')
    expect(compact(understandWish('2月29日', factsAt('2027-02-01T10:00:00+08:00')))).toBe('no no-such-day')
    expect(compact(understandWish('30号', factsAt('2026-01-31T10:00:00+08:00')))).toBe('no no-such-day')
  })
})

describe('where clocks change', () => {
  const newYork = { zone: 'America/New_York', hours: () => open, language: 'en' } as const

  it('a time in the hour that spring leaves out does not exist', () => {
    const march = factsAt('2026-03-06T12:00:00-05:00', newYork)
    expect(compact(understandWish('Sunday 02:30', march))).toBe('no no-such-day 03-08')
    expect(compact(understandWish('Sunday 03:30', march))).toBe('03-08 3:30')
  })

  it('of an hour that autumn shows twice the earlier one counts', () => {
    const between = factsAt('2026-11-01T01:10:00-05:00', newYork)
    const before = factsAt('2026-11-01T01:10:00-04:00', newYork)
    expect(compact(understandWish('today at 01:30', between))).toBe('no past 11-01')
    expect(compact(understandWish('today at 01:30', before))).toBe('11-01 1:30')
  })

  it("today is the shop's day, whatever day it is in Greenwich", () => {
    expect(compact(understandWish('today', factsAt('2026-03-03T03:00:00Z', newYork)))).toBe('03-02')
  })
})

describe('hours decide what a bare hour means', () => {
  it('an hour the shop is open at twice is asked', () => {
    const allDay = factsAt('2026-03-03T10:00:00+08:00', { hours: () => open })
    expect(compact(understandWish('明天3点', allDay))).toBe('ask 03-04 3:00 | 03-04 15:00')
    expect(compact(understandWish('明天8点', allDay))).toBe('ask 03-04 8:00 | 03-04 20:00')
  })

  it('a bare eight is asked though the shop is open at one of the two only', () => {
    const early = factsAt('2026-03-03T10:00:00+08:00', { hours: () => ({ opensMinute: 480, closesMinute: 1080 }) })
    expect(compact(understandWish('明天8点', early))).toBe('ask 03-04 8:00 | 03-04 8:00-12:00')
    expect(compact(understandWish('今天8点', early))).toBe('no past 03-03')
  })

  it('a shop that never opens is closed', () => {
    const never = factsAt('2026-03-03T10:00:00+08:00', { hours: () => null })
    expect(compact(understandWish('下午3点', never))).toBe('no closed')
    expect(compact(understandWish('明天', never))).toBe('no closed 03-04')
  })

  it('today after closing time is past', () => {
    expect(compact(understandWish('今天', factsAt('2026-03-03T19:00:00+08:00')))).toBe('no past 03-03')
    expect(compact(understandWish('周二', factsAt('2026-03-03T19:00:00+08:00')))).toBe('03-10')
  })
})

describe('English a/b', () => {
  it('is asked unless a number past 12 tells the day, and follows the language when there are no words', () => {
    const now = '2026-03-03T10:00:00+08:00'
    expect(compact(understandWish('3/4', factsAt(now, { language: 'en' })))).toBe('ask 03-04 | 04-03')
    expect(compact(understandWish('3/4', factsAt(now, { language: 'zh-CN' })))).toBe('03-04')
    expect(compact(understandWish('3/4上午', factsAt(now, { language: 'en' })))).toBe('03-04 8:30-12:00')
  })
})
