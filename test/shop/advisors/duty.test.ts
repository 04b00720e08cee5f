import { describe, expect, it } from 'vitest'
import { dutyEndsAt, dutyOn, isOnDuty, keepsUntil, nextDutyAt } from '../../../src/shop/advisors/duty.ts'
import { instantOf } from '../../../src/shop/profile/opening.ts'
import { sampleShop } from '../appointments/open-shop.ts'

const shop = sampleShop()
const monday = '2026-11-30'
const at = (time: string, onDay = monday, zone = shop.zone) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return instantOf(zone, onDay, hour * 60 + minute)
}
const lin = { profileId: 'lin' }
const shen = { profileId: 'shen' }
const anybody = { profileId: null }

describe('an advisor’s duty', () => {
  it.each([
    ['08:29', false],
    ['08:30', true],
    ['11:59', true],
    ['12:00', false],
    ['13:00', true],
    ['16:59', true],
    ['17:00', false],
  ])('is their shift, with its lunch: at %s %s', (time, expected) => {
    expect(isOnDuty(lin, shop, at(time))).toBe(expected)
  })

  it('is the shop’s hours for who has no shifts, and never for who is not in the profile any more', () => {
    expect(['08:00', '09:00', '12:30', '17:30', '18:00'].map((time) => isOnDuty(anybody, shop, at(time)))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ])
    expect(isOnDuty({ profileId: 'gone' }, shop, at('09:00'))).toBe(false)
    expect(nextDutyAt({ profileId: 'gone' }, shop, at('09:00'))).toBeNull()
  })

  it('is never while the shop is closed: holidays, and hours beyond the opening', () => {
    expect(isOnDuty(lin, shop, at('09:00', '2026-10-01'))).toBe(false)
    const short = { ...shop, opening: { ...shop.opening, mon: [{ fromMinute: 600, toMinute: 660 }] } }
    expect(dutyOn(lin, short, monday)).toEqual([{ from: at('10:00'), to: at('11:00') }])
  })

  it('is all of an extra day, whatever the week says', () => {
    expect(dutyOn(shen, shop, '2026-09-27')).toEqual([
      { from: at('09:00', '2026-09-27'), to: at('12:00', '2026-09-27') },
      { from: at('13:00', '2026-09-27'), to: at('16:00', '2026-09-27') },
    ])
    expect(dutyOn({ profileId: 'gone' }, shop, '2026-09-27')).toEqual([])
  })

  it('ends with the last hours of the day, breaks aside, and begins again with the next shift', () => {
    expect([dutyEndsAt(lin, shop, at('12:30')), dutyEndsAt(lin, shop, at('17:00'))]).toEqual([at('17:00'), null])
    expect(nextDutyAt(lin, shop, at('12:30'))).toEqual(at('13:00'))
    expect(nextDutyAt(lin, shop, at('13:00'))).toEqual(at('08:30', '2026-12-01'))
    expect(nextDutyAt(shen, shop, at('09:00'))).toEqual(at('08:30', '2026-12-01'))
  })

  it('keeps a chat until its end; taken on afterwards, until the shop closes, and at night until it opens', () => {
    expect(keepsUntil(lin, shop, at('09:00'))).toEqual(at('17:00'))
    expect(keepsUntil(lin, shop, at('17:30'))).toEqual(at('18:00'))
    expect(keepsUntil(lin, shop, at('21:00'))).toEqual(at('08:30', '2026-12-01'))
  })

  it('follows the wall clock on the day on which it changes', () => {
    const berlin = { ...shop, zone: 'Europe/Berlin' }
    const early = { ...berlin, opening: { ...shop.opening, sun: [{ fromMinute: 60, toMinute: 240 }] } }
    const [hours] = dutyOn(anybody, early, '2026-03-29')
    expect(hours).toEqual({ from: new Date('2026-03-29T00:00Z'), to: new Date('2026-03-29T02:00Z') })
  })
})
