import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { parseMileage } from '../../../src/shop/vehicles/mileage.ts'

test.each([
  ['32000', 32_000],
  ['32,000 km', 32_000],
  ['３２，０００', 32_000],
  ['32 000公里', 32_000],
  ['0', 0],
  ['2000000', 2_000_000],
  ['3万', 30_000],
  ['3.2万公里', 32_000],
  ['3.2w', 32_000],
  ['3万2', 32_000],
  ['3万2千', 32_000],
  ['3万2500', 32_500],
  ['3万500', 30_500],
  ['3万零500', 30_500],
  ['32k', 32_000],
  ['8.5千', 8_500],
  ['三万', 30_000],
  ['三万二', 32_000],
  ['三万二千', 32_000],
  ['三万二千五', 32_500],
  ['三万两千五百六十七', 32_567],
  ['三万零五百', 30_500],
  ['三万零五', 30_005],
  ['十二万', 120_000],
  ['十二万三', 123_000],
  ['两万公里', 20_000],
  ['一百二十万', 1_200_000],
  ['五千', 5_000],
  ['三千五', 3_500],
  ['八百', 800],
  ['一百零五', 105],
  ['十五', 15],
  ['三二零零零', 32_000],
  ['大概3万多公里', 30_000],
  ['跑了三万二左右', 32_000],
  ['about 32000 km', 32_000],
])('%s is %i km', (text, km) => {
  expect(parseMileage(text)).toBe(km)
})

test.each([
  [''],
  ['公里'],
  ['万'],
  ['不知道'],
  ['3.2'],
  ['32,00'],
  ['3万25'],
  ['3.2万5'],
  ['三千五千'],
  ['三万二五'],
  ['明天下午三点'],
  ['粤B12345'],
  ['1e5'],
  ['0x10'],
  ['3万4万'],
])('%s is no mileage', (text) => {
  expect(parseMileage(text)).toEqual({ refused: 'mileage-not-a-number' })
})

test.each([
  ['2000001', 2_000_001],
  ['300万', 3_000_000],
  ['-5', -5],
])('%s is out of range', (text, km) => {
  expect(parseMileage(text)).toEqual({ refused: 'mileage-range', detail: { km, mostKm: 2_000_000 } })
})

test('every distance is understood in digits, with commas, in ten thousands and spelt out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000 }), (km) => {
      const ways = [String(km), km.toLocaleString('en-US'), `${km / 10_000}万公里`, spelt(km)]
      expect(ways.map(parseMileage)).toEqual([km, km, km, km])
    }),
    { numRuns: 1000 },
  )
})

test('whatever is typed, the answer is whole kilometres in range, or a refusal', () => {
  const near = fc.stringMatching(/^[0-9零一二两三十百千万wk.,-]{1,8}(公里|km)?$/)
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (text) => {
      const km = parseMileage(text)
      if (isRefusal(km)) return void expect(km.refused).toMatch(/^mileage-/)
      expect(Number.isInteger(km) && km >= 0 && km <= 2_000_000).toBe(true)
      expect(parseMileage(String(km))).toBe(km)
    }),
    { numRuns: 1000 },
  )
})

/** A number up to 99,999,999 in Chinese words, as schools teach it. */
function spelt(number: number): string {
  if (number >= 10_000) {
    const [high, low] = [Math.floor(number / 10_000), number % 10_000]
    const rest = low === 0 ? '' : `${low < 1000 ? '零' : ''}${spelt(low)}`
    return `${spelt(high)}万${rest}`
  }
  const digits = '零一二三四五六七八九'
  let words = ''
  for (const [unit, sign] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(number / unit) % 10
    if (digit > 0) words += `${digits[digit]}${sign}`
    else if (words && !words.endsWith('零')) words += '零'
  }
  return words.replace(/零$/, '') || '零'
}
