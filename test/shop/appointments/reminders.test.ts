import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { Appointment } from '../../../src/shop/appointments/appointment.ts'
import { remindersFor } from '../../../src/shop/appointments/reminders.ts'
import { whyNotWrite } from '../../../src/shop/customers/contact.ts'
import { dayOf } from '../../../src/shop/profile/opening.ts'
import { quietUntil } from '../../../src/shop/profile/quiet-hours.ts'
import { sampleShop } from './open-shop.ts'

const shop = sampleShop()

/** An appointment in Shanghai, agreed on in the chat; both as `YYYY-MM-DD HH:MM` on the shop's wall. */
function appointment(startsAt: string, agreedAt: string, more: Partial<Appointment> = {}, by = 'tg:1'): Appointment {
  const [starts, agreed] = [wall(startsAt), wall(agreedAt)]
  return {
    _id: 'apt_1',
    version: 7,
    dirty: true,
    customerId: 'cus_1',
    vehicleId: 'veh_1',
    state: 'booked',
    heldUntil: null,
    placement: 2,
    onDay: dayOf(shop.zone, starts),
    startsAt: starts,
    endsAt: new Date(starts.getTime() + 3_600_000),
    items: [],
    quote: { lowFen: 0, highFen: 0, minutes: 60, parts: [], warranty: { 'zh-CN': '-', en: '-' } },
    concern: [],
    bayId: 'lift-1',
    technicianId: 'tang',
    advisorId: 'lin',
    reconfirmed: 'not-asked',
    lateMinutes: 0,
    cancelReason: null,
    icsSequence: 0,
    source: { kind: 'chat' },
    history: [{ at: agreed, by, what: 'state', old: 'held', new: 'booked' }],
    createdAt: agreed,
    ...more,
  }
}

const wall = (time: string) => DateTime.fromFormat(time, 'yyyy-MM-dd HH:mm', { zone: shop.zone }).toJSDate()
const onTheWall = (at: Date) => DateTime.fromJSDate(at, { zone: shop.zone }).toFormat('MM-dd HH:mm')
const due = (one: Appointment) => remindersFor(one, shop).map(({ kind, dueAt }) => `${onTheWall(dueAt)} ${kind}`)

describe('the reminders of an appointment', () => {
  it('are all of them when it was booked a week ahead', () => {
    expect(due(appointment('2026-03-09 14:00', '2026-03-02 09:00'))).toEqual([
      '03-06 18:00 light-reminder',
      '03-08 18:00 reconfirmation',
      '03-08 20:00 unconfirmed',
      '03-09 12:00 logistics',
      '03-09 14:15 running-late',
      '03-09 14:30 no-show',
    ])
  })

  it.each([
    ['2026-03-04 23:59', true],
    ['2026-03-05 00:00', false],
  ])('agreed on %s: the light one comes: %s', (agreedAt, comes) => {
    const kinds = remindersFor(appointment('2026-03-09 14:00', agreedAt), shop).map(({ kind }) => kind)
    expect(kinds.includes('light-reminder')).toBe(comes)
  })

  it('leave out what was due before the time was agreed on, and ask nobody twice about what they just chose', () => {
    expect(due(appointment('2026-03-09 14:00', '2026-03-08 18:01'))).toEqual([
      '03-09 12:00 logistics',
      '03-09 14:15 running-late',
      '03-09 14:30 no-show',
    ])
    expect(due(appointment('2026-03-09 14:00', '2026-03-09 12:30'))[0]).toBe('03-09 14:15 running-late')
  })

  it.each([
    ['09:00', false],
    ['09:30', true],
  ])('a visit at %s has the way there told two hours before: %s', (time, comes) => {
    const kinds = remindersFor(appointment(`2026-03-09 ${time}`, '2026-03-02 09:00'), shop).map(({ kind }) => kind)
    expect(kinds.includes('logistics')).toBe(comes)
  })

  it('confirm what somebody else than the customer’s chat wrote', () => {
    expect(due(appointment('2026-03-09 14:00', '2026-03-08 19:00', {}, 'lin'))[0]).toBe('03-08 19:00 confirmation')
  })

  it('ask no more once the customer has answered, and wait for one who said to be late', () => {
    const late = appointment('2026-03-09 14:00', '2026-03-08 09:00', { reconfirmed: 'yes', lateMinutes: 20 })
    expect(due(late)).toEqual(['03-09 12:00 logistics', '03-09 14:50 no-show'])
  })

  it('have keys of the time, not of the record: a photo added makes none anew', () => {
    const keys = (version: number) =>
      remindersFor(appointment('2026-03-09 14:00', '2026-03-02 09:00', { version }), shop)
    expect(keys(7)).toEqual(keys(8))
    expect(keys(7)[0]?._id).toBe('appointment:apt_1:v2:light-reminder')
  })

  it('never outlive the start, but for the advisor’s questions', () => {
    const one = appointment('2026-03-09 14:00', '2026-03-02 09:00')
    const afterStart = remindersFor(one, shop).filter(({ expiresAt }) => expiresAt > one.startsAt)
    expect(afterStart.map(({ kind }) => kind)).toEqual(['running-late', 'no-show'])
  })

  it('are none for what is cancelled, arrived or over, and one after a no-show', () => {
    for (const state of ['held', 'cancelled', 'arrived', 'completed'] as const)
      expect(due(appointment('2026-03-09 14:00', '2026-03-02 09:00', { state }))).toEqual([])
    const history = [{ at: wall('2026-03-09 14:40'), by: 'lin', what: 'state', old: 'booked', new: 'no-show' }]
    expect(due(appointment('2026-03-09 14:00', '2026-03-02 09:00', { state: 'no-show', history }))).toEqual([
      '03-09 14:40 recovery',
    ])
  })
})

describe('quiet hours', () => {
  it.each([
    ['2026-03-02 19:59', null, null],
    ['2026-03-02 20:00', '03-03 09:00', '03-03 07:30'],
    ['2026-03-03 07:29', '03-03 09:00', '03-03 07:30'],
    ['2026-03-03 07:30', '03-03 09:00', null],
    ['2026-03-03 09:00', null, null],
  ])('at %s last until %s, for today’s visit until %s', (at, until, logistics) => {
    const shown = (given: boolean) => {
      const end = quietUntil(shop, wall(at), { logistics: given })
      return end && onTheWall(end)
    }
    expect([shown(false), shown(true)]).toEqual([until, logistics])
  })
})

describe('whether a customer may be written to', () => {
  const line = { at: wall('2026-03-02 09:00'), textVersion: '1', source: 'test', by: 'tg:1' }
  const willing = { consents: [{ ...line, purpose: 'service' as const, granted: true }] }
  const withdrawn = { consents: [...willing.consents, { ...line, purpose: 'service' as const, granted: false }] }
  const open = { unreachable: null }

  it('takes a chat that can be reached and the consent that stands last', () => {
    expect(whyNotWrite(willing, open, 'service')).toBeNull()
    expect(whyNotWrite(willing, open, 'marketing')).toBe('no consent')
    expect(whyNotWrite(withdrawn, open, 'service')).toBe('no consent')
    expect(whyNotWrite(withdrawn, open, null)).toBeNull()
    expect(whyNotWrite(willing, undefined, null)).toBe('no chat')
    expect(whyNotWrite(willing, { unreachable: { reason: 'blocked', at: line.at } }, 'service')).toBe('unreachable')
  })
})
