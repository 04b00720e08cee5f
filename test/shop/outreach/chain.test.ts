import { describe, expect, it } from 'vitest'
import { nextStep } from '../../../src/shop/outreach/chain.ts'
import type { Outreach } from '../../../src/shop/outreach/outreach.ts'
import { sampleShop } from '../../support/sample-profile.ts'

const attempt = (nth: number, more: Partial<Outreach> = {}): Outreach => ({
  _id: `out_${nth}`,
  version: 1,
  customerId: 'cus_1',
  vehicleId: 'veh_1',
  cause: 'service',
  ref: 'service:2025-03-01',
  attempt: nth,
  by: 'chat',
  advisorId: null,
  itemIds: [],
  why: null,
  state: 'sent',
  reason: null,
  plannedAt: new Date('2026-03-02T10:00+08:00'),
  sentAt: new Date('2026-03-02T10:00+08:00'),
  answer: null,
  blockedAt: null,
  appointmentId: null,
  bookedAt: null,
  history: [],
  ...more,
})
const answered = (what: 'book' | 'later' | 'no' | 'sold' | 'opt-out', again: string | null = null) => ({
  answer: { what, at: new Date('2026-03-02T11:00+08:00'), declineReason: null, words: '', again },
})
const next = (attempts: Outreach[], today: string, isInChat = true, optedOut = false) =>
  nextStep(attempts, { isInChat, optedOut, today }, sampleShop)

describe('a chain of attempts', () => {
  it('begins in the chat, or on the phone with who was never there', () => {
    expect(next([], '2026-03-02')).toEqual({ step: 'chat', attempt: 1 })
    expect(next([], '2026-03-02', false)).toEqual({ step: 'call', attempt: 1 })
  })

  it('is two messages a month apart, a call a week after, and no more', () => {
    expect(next([attempt(1)], '2026-03-31')).toEqual({ step: 'wait' })
    expect(next([attempt(1)], '2026-04-01')).toEqual({ step: 'chat', attempt: 2 })
    const second = attempt(2, { sentAt: new Date('2026-04-01T10:00+08:00') })
    expect(next([attempt(1), second], '2026-04-07')).toEqual({ step: 'wait' })
    expect(next([attempt(1), second], '2026-04-08')).toEqual({ step: 'call', attempt: 3 })
    const third = attempt(3, { by: 'call', sentAt: new Date('2026-04-08T10:00+08:00') })
    expect(next([attempt(1), second, third], '2026-06-01')).toEqual({ step: 'over', why: 'nobody answered' })
  })

  it('is over with an answer, but for the one that names a day', () => {
    expect(next([attempt(1, answered('no'))], '2026-06-01')).toEqual({ step: 'over', why: 'declined' })
    expect(next([attempt(1, answered('sold'))], '2026-06-01')).toEqual({ step: 'over', why: 'sold' })
    expect(next([attempt(1, answered('opt-out'))], '2026-06-01')).toEqual({ step: 'over', why: 'opted out' })
    expect(next([attempt(1, { appointmentId: 'apt_1' })], '2026-06-01')).toEqual({ step: 'over', why: 'booked' })
    const later = [attempt(1, answered('later', '2026-03-16'))]
    expect(next(later, '2026-03-15')).toEqual({ step: 'wait' })
    expect(next(later, '2026-03-16')).toEqual({ step: 'chat', attempt: 2 })
  })

  it('tries again what was not sent, a week later and once, and then leaves it to a person', () => {
    const unsent = (nth: number, on = '2026-03-02') =>
      attempt(nth, { state: 'unsent', sentAt: null, reason: 'no consent', plannedAt: new Date(`${on}T10:00+08:00`) })
    expect(next([unsent(1)], '2026-03-08')).toEqual({ step: 'wait' })
    expect(next([unsent(1)], '2026-03-09')).toEqual({ step: 'chat', attempt: 2 })
    expect(next([unsent(1), unsent(2, '2026-03-09')], '2026-03-15')).toEqual({ step: 'wait' })
    expect(next([unsent(1), unsent(2, '2026-03-09')], '2026-03-16')).toEqual({ step: 'call', attempt: 3 })
    expect(next([attempt(1), unsent(2, '2026-04-01')], '2026-04-02')).toEqual({ step: 'wait' })
  })

  it('calls whom nobody reached once more, a week later', () => {
    const call = (nth: number, on: string) =>
      attempt(nth, { by: 'call', state: 'unsent', sentAt: null, plannedAt: new Date(`${on}T10:00+08:00`) })
    expect(next([call(1, '2026-03-02')], '2026-03-08', false)).toEqual({ step: 'wait' })
    expect(next([call(1, '2026-03-02')], '2026-03-09', false)).toEqual({ step: 'call', attempt: 2 })
    const twice = [call(1, '2026-03-02'), call(2, '2026-03-09')]
    expect(next(twice, '2026-04-30', false)).toEqual({ step: 'over', why: 'nobody answered' })
  })

  it('neither writes to nor calls who has left the list; the record of it is one attempt', () => {
    expect(next([], '2026-03-02', true, true)).toEqual({ step: 'chat', attempt: 1 })
    const unsent = attempt(1, { state: 'unsent', sentAt: null, reason: 'no consent' })
    expect(next([unsent], '2026-04-30', true, true)).toEqual({ step: 'over', why: 'opted out' })
    expect(next([], '2026-03-02', false, true)).toEqual({ step: 'over', why: 'opted out' })
  })

  it('is answered the same again on the same day, so that nothing is lost half-way', () => {
    const planned = attempt(1, { state: 'planned', sentAt: null })
    expect(next([planned], '2026-03-02')).toEqual({ step: 'chat', attempt: 1 })
    expect(next([planned], '2026-03-03')).toEqual({ step: 'wait' })
  })
})
