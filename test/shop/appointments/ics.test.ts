import { describe, expect, test } from 'vitest'
import type { Appointment } from '../../../src/shop/appointments/appointment.ts'
import { icsOf } from '../../../src/shop/appointments/ics.ts'
import { sampleShop } from './open-shop.ts'

const profile = sampleShop()
const now = new Date('2026-11-30T01:00:00Z')
const appointment = {
  _id: 'apt_1',
  state: 'booked' as Appointment['state'],
  startsAt: new Date('2026-12-02T02:00:00Z'),
  endsAt: new Date('2026-12-02T03:00:00Z'),
  items: [{ id: 'maintenance', name: { 'zh-CN': '常规保养；含机油, 机滤', en: 'Regular service' }, labourMinutes: 60 }],
  icsSequence: 2,
}
const linesOf = (changes: Partial<typeof appointment> = {}) =>
  icsOf({ ...appointment, ...changes }, { profile, language: 'zh-CN', now })
    .replaceAll('\r\n ', '')
    .split('\r\n')

describe('the calendar file', () => {
  test('holds the time as an instant, the place, a growing sequence and an alarm two hours before', () => {
    expect(linesOf()).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'UID:apt_1@yingke',
        'SEQUENCE:2',
        'DTSTAMP:20261130T010000Z',
        'DTSTART:20261202T020000Z',
        'DTEND:20261202T030000Z',
        'X-WR-TIMEZONE:Asia/Shanghai',
        'SUMMARY:迎客汽车服务中心 · 常规保养；含机油\\, 机滤',
        'LOCATION:迎客汽车服务中心\\, 上海市示例区迎客路100号',
        'GEO:31.2304;121.4737',
        'TRIGGER:-PT2H',
      ]),
    )
  })

  test('of a cancelled appointment takes the entry away and rings no alarm', () => {
    const lines = linesOf({ state: 'cancelled', icsSequence: 3 })
    expect(lines).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'UID:apt_1@yingke', 'SEQUENCE:3']),
    )
    expect(lines.join()).not.toContain('VALARM')
  })

  test('has no line longer than 75 octets and breaks no character', () => {
    const text = icsOf(appointment, { profile, language: 'zh-CN', now })
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\uFFFD')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })
})
