import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { instantAt, openingsOn } from '../../../src/shop/days/fitting.ts'
import { requestOf } from '../../../src/shop/days/request.ts'
import { occupied } from './occupied.ts'
import { oracle } from './oracle.ts'
import { seededShop } from './seeded-shop.ts'

describe('the search', () => {
  test('finds exactly the times that a plain look at every quarter of an hour finds', () => {
    let found = 0
    for (let seed = 1; seed <= 25; seed++) {
      const { profile, days, itemIds, advisorId } = seededShop(seed)
      const request = requestOf(profile, { itemIds, advisorId })
      for (const { onDay, appointments } of days) {
        const expected = oracle(profile, onDay).slots(appointments, itemIds, advisorId, 0)
        const view = occupied(profile, onDay, appointments)
        const openings = isRefusal(request) ? [] : openingsOn(view, request)
        const actual = openings.map(({ start, end, advisorIds }) => ({
          startsAt: instantAt(view.plan, start).getTime(),
          endsAt: instantAt(view.plan, end).getTime(),
          advisorIds,
        }))
        expect(actual, `seed ${seed}, ${onDay}`).toEqual(expected)
        found += actual.length
      }
    }
    expect(found).toBeGreaterThan(500)
  })
})
