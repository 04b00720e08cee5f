import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../../src/shop/complaints/complaint.ts'
import { dueOf } from '../../../src/shop/complaints/milestones.ts'
import { readShopFile } from '../../../src/shop/profile/read-shop-file.ts'
import type { ShopProfile } from '../../../src/shop/profile/shop-profile.ts'
import { shopFileIn } from '../../jobs/support.ts'

const sample = readShopFile('src/shop/profile/sample-shop.yaml') as ShopProfile

function duesOf(at: string, profile = sample, acknowledgedAt: Date | null = new Date(at)) {
  const openedAt = new Date(at)
  const nobody = { claimedAt: null, unownedAt: openedAt, plan: null, resolvedAt: null }
  const open = { state: 'open', openedAt, acknowledgedAt, ...nobody }
  return dueOf(open as unknown as Complaint, profile).map(({ what, dueAt }) => [what, dueAt.toISOString()])
}
const at = (iso: string) => new Date(iso).toISOString()

describe('by when a complaint is dealt with', () => {
  it('is counted in opening hours for a person, in hours of working days for the rest', () => {
    expect(duesOf('2026-03-03T10:00+08:00')).toEqual([
      ['person', at('2026-03-03T10:30+08:00')],
      ['plan', at('2026-03-04T10:00+08:00')],
      ['resolved', at('2026-03-05T10:00+08:00')],
    ])
  })

  it('is a minute for the word that it is on record, at any hour; where that failed a person says it when the shop opens', () => {
    const unacknowledged = (opened: string) => duesOf(opened, sample, null)[0]
    expect(unacknowledged('2026-03-03T10:00+08:00')).toEqual(['acknowledged', at('2026-03-03T10:01+08:00')])
    expect(unacknowledged('2026-03-07T22:00+08:00')).toEqual(['acknowledged', at('2026-03-09T08:30+08:00')])
  })

  it('stands still over lunch, the night and Sunday', () => {
    expect(duesOf('2026-03-03T11:50+08:00')[0]).toEqual(['person', at('2026-03-03T13:20+08:00')])
    // Saturday evening, after the shop has closed.
    expect(duesOf('2026-03-07T19:00+08:00')).toEqual([
      ['person', at('2026-03-09T09:00+08:00')],
      ['plan', at('2026-03-10T08:30+08:00')],
      ['resolved', at('2026-03-11T08:30+08:00')],
    ])
  })

  it('stands still over a week of holidays', () => {
    // The Spring Festival is from 16 to 22 February 2026, the 15th a Sunday.
    expect(duesOf('2026-02-14T10:00+08:00')).toEqual([
      ['person', at('2026-02-14T10:30+08:00')],
      ['plan', at('2026-02-23T10:00+08:00')],
      ['resolved', at('2026-02-24T10:00+08:00')],
    ])
    expect(duesOf('2026-02-18T10:00+08:00')[0]).toEqual(['person', at('2026-02-23T09:00+08:00')])
  })

  it('counts real hours over the days on which the clocks change', () => {
    const berlin = readShopFile(shopFileIn('Europe/Berlin')) as ShopProfile
    // Open every day; on Sunday 29 March 2026 the clocks go forward, on 25 October back.
    expect(duesOf('2026-03-28T16:00+01:00', berlin)[1]).toEqual(['plan', at('2026-03-29T17:00+02:00')])
    expect(duesOf('2026-10-24T16:00+02:00', berlin)[1]).toEqual(['plan', at('2026-10-25T15:00+01:00')])
    expect(duesOf('2026-03-28T17:50+01:00', berlin)[0]).toEqual(['person', at('2026-03-29T08:50+02:00')])
  })
})
