import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { raiseAt } from '../../../src/shop/tasks/effects.ts'
import type { Task } from '../../../src/shop/tasks/task.ts'
import { sampleShop } from '../appointments/open-shop.ts'

const shop = sampleShop()
const wall = (time: string) => DateTime.fromFormat(time, 'yyyy-MM-dd HH:mm', { zone: shop.zone }).toJSDate()
const raised = (openedAt: string, dueAt: string, times = 0) =>
  DateTime.fromJSDate(raiseAt({ openedAt: wall(openedAt), dueAt: wall(dueAt), raised: times } as Task, shop), {
    zone: shop.zone,
  }).toFormat('ccc HH:mm', { locale: 'en' })

/** Open Monday to Saturday 08:30–12:00 and 13:00–18:00. */
describe('a task that nobody does', () => {
  it('is raised when it is overdue, and never sooner than it could be done', () => {
    expect(raised('2026-03-02 09:00', '2026-03-02 11:00')).toBe('Mon 11:00')
    expect(raised('2026-03-02 09:00', '2026-03-02 09:00')).toBe('Mon 09:30')
  })

  it('is raised in opening hours: not over lunch, not at night, not on Sunday', () => {
    expect(raised('2026-03-02 11:45', '2026-03-02 11:45')).toBe('Mon 13:15')
    expect(raised('2026-03-02 17:50', '2026-03-02 17:50')).toBe('Tue 08:50')
    expect(raised('2026-03-07 20:00', '2026-03-07 20:00')).toBe('Mon 09:00')
  })

  it('is raised again after an hour of opening hours', () => {
    expect(raised('2026-03-02 09:00', '2026-03-02 11:00', 1)).toBe('Mon 12:00')
    expect(raised('2026-03-02 09:00', '2026-03-02 11:00', 2)).toBe('Mon 14:00')
    expect(raised('2026-03-02 16:00', '2026-03-02 17:30', 1)).toBe('Tue 09:00')
  })
})
