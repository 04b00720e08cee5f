import fc from 'fast-check'
import { expect, test } from 'vitest'
import { believed, type DayReading, paceOf } from '../../../src/shop/care/pace.ts'
import { addDays } from '../../../src/shop/profile/opening.ts'

const settings = { paceSpanDays: 60, mostKmPerDay: 1_000 }
const on = (days: number) => addDays('2025-01-01', days)
const at = (...readings: [days: number, km: number][]): DayReading[] =>
  readings.map(([days, km]) => ({ on: on(days), km }))

test('one reading, or several within a few weeks, give no pace', () => {
  expect(paceOf([], settings)).toBeNull()
  expect(paceOf(at([0, 10_000]), settings)).toBeNull()
  expect(paceOf(at([0, 10_000], [30, 12_000]), settings)).toBeNull()
})

test('two readings far enough apart give their slope', () => {
  expect(paceOf(at([0, 10_000], [100, 14_000]), settings)).toMatchObject({ kmPerDay: 40, readings: 2, spanDays: 100 })
})

test('an instrument that was changed counts from zero', () => {
  const readings = at([0, 90_000], [100, 94_000], [110, 50], [210, 4_050], [310, 8_050])
  expect(paceOf(readings, settings)).toMatchObject({ kmPerDay: 40, last: { km: 8_050 } })
})

test.each([
  ['a digit too many', 300_000],
  ['a digit too few', 3_000],
])('%s in the middle does not move it', (_, typo) => {
  const readings = at([0, 20_000], [100, 24_000], [150, typo], [200, 28_000], [300, 32_000])
  expect(paceOf(readings, settings)).toMatchObject({ kmPerDay: 40, readings: 4 })
})

test('a typo at the end is not believed when no car drives so far', () => {
  expect(paceOf(at([0, 20_000], [100, 24_000], [130, 300_000]), settings)).toMatchObject({ last: { km: 24_000 } })
})

const pace = fc.integer({ min: 1, max: 400 })
const days = fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { minLength: 6, maxLength: 20 })

test('any steady car has its own pace, whatever the order of its readings', () => {
  fc.assert(
    fc.property(pace, days, (kmPerDay, when) => {
      const readings = at(...when.map((day): [number, number] => [day, day * kmPerDay]))
      const span = Math.max(...when) - Math.min(...when)
      if (span < settings.paceSpanDays) return void expect(paceOf(readings, settings)).toBeNull()
      expect(paceOf(readings, settings)?.kmPerDay).toBeCloseTo(kmPerDay, 6)
    }),
  )
})

test('one wild reading among six or more never makes the pace wild', () => {
  fc.assert(
    fc.property(pace, fc.nat({ max: 5 }), fc.integer({ min: 0, max: 2_000_000 }), (kmPerDay, which, wild) => {
      const readings = at(...[0, 90, 180, 270, 360, 450].map((day): [number, number] => [day, 10_000 + day * kmPerDay]))
      readings.splice(which, 1, { on: readings[which]?.on ?? '', km: wild })
      const found = paceOf(readings, settings)
      expect(found?.kmPerDay).toBeGreaterThanOrEqual(kmPerDay * 0.5)
      expect(found?.kmPerDay).toBeLessThanOrEqual(Math.max(kmPerDay * 2, kmPerDay + 60))
    }),
  )
})

test('what is believed never runs backwards nor faster than a car can', () => {
  const reading = fc.record({ km: fc.nat({ max: 500_000 }), on: fc.nat({ max: 3_000 }).map(on) })
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 30 }), (readings) => {
      const series = believed(readings, 1_000)
      expect(series.length > 0).toBe(readings.length > 0)
      for (const [index, one] of series.entries()) {
        const before = series[index - 1]
        if (!before) continue
        expect(one.km >= before.km && one.on >= before.on).toBe(true)
        const apart = Math.max(1, (Date.parse(one.on) - Date.parse(before.on)) / 86_400_000)
        expect(one.km - before.km).toBeLessThanOrEqual(1_000 * apart)
      }
    }),
  )
})
