import { describe, expect, it } from 'vitest'
import { readShopFile } from '../../../src/shop/profile/read-shop-file.ts'
import type { ShopProfile } from '../../../src/shop/profile/shop-profile.ts'
import { visitEffects } from '../../../src/shop/visits/effects.ts'
import type { Visit } from '../../../src/shop/visits/visit.ts'

const profile = readShopFile('src/shop/profile/sample-shop.yaml') as ShopProfile

function askedAfter(deliveredAt: string) {
  const at = new Date(deliveredAt)
  const visit = { _id: 'vis_1', version: 3, createdAt: at, delivery: { at, by: 'test' } } as Visit
  return visitEffects(visit, profile).filter(({ kind }) => kind === 'ask-survey')
}

describe('what follows from a delivery', () => {
  it('is the question how it was, 24 hours later, also over the night in which the clocks change', () => {
    for (const [delivered, asked] of [
      ['2026-03-03T16:00+08:00', '2026-03-04T16:00+08:00'],
      ['2026-03-28T16:00+01:00', '2026-03-29T17:00+02:00'],
      ['2026-10-24T16:00+02:00', '2026-10-25T15:00+01:00'],
    ] as const) {
      const [csat] = askedAfter(delivered)
      expect(csat).toMatchObject({ payload: { kind: 'csat' }, dueAt: new Date(asked) })
      expect((csat?.expiresAt.getTime() ?? 0) - new Date(asked).getTime()).toBe(72 * 3_600_000)
    }
  })

  it('is asked once, whatever is put right', () => {
    const [first, second] = [3, 4].map((version) => {
      const at = new Date('2026-03-03T16:00+08:00')
      const visit = { _id: 'vis_1', version, createdAt: at, delivery: { at, by: 'test' } } as Visit
      return visitEffects(visit, profile).filter(({ kind }) => kind === 'ask-survey')
    })
    expect(second).toEqual(first)
  })
})
