import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { count, has, list, minus, overlaps, range, shift, union } from '../../../src/shop/days/cells.ts'

const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 63 }))
const cellsOf = (cells: number[]) => cells.reduce((all, cell) => union(all, range(cell, cell + 1)), { low: 0, high: 0 })
const sorted = (cells: Iterable<number>) => [...cells].sort((a, b) => a - b)

describe('cells', () => {
  test('are a set of numbers from 0 to 63', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: -70, max: 70 }), (a, b, by) => {
        const [first, second] = [cellsOf(a), cellsOf(b)]
        expect(list(first)).toEqual(sorted(a))
        expect(count(first)).toBe(a.length)
        expect(list(union(first, second))).toEqual(sorted(new Set([...a, ...b])))
        expect(list(minus(first, second))).toEqual(sorted(a.filter((cell) => !b.includes(cell))))
        expect(overlaps(first, second)).toBe(a.some((cell) => b.includes(cell)))
        expect(list(shift(first, by))).toEqual(
          sorted(a.map((cell) => cell + by).filter((cell) => cell >= 0 && cell < 64)),
        )
        for (const cell of a) expect(has(first, cell)).toBe(true)
      }),
    )
  })

  test('of a range are those from its beginning to before its end', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 70 }), fc.integer({ min: -5, max: 70 }), (from, to) => {
        const expected = Array.from({ length: 64 }, (_, cell) => cell).filter((cell) => cell >= from && cell < to)
        expect(list(range(from, to))).toEqual(expected)
      }),
    )
  })
})
