import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { parseVin } from '../../../src/shop/vehicles/vin.ts'

/** Invented; the 9th place follows from the others by the table of GB 16735-2019. */
const chinese = 'LSGAA00A8H0000001'

test.each([
  [chinese, chinese],
  ['lsgaa00a8h0000001', chinese],
  ['LSGAA 00A8 H000-0001', chinese],
  ['ＬＳＧＡＡ００Ａ８Ｈ００００００１', chinese],
  // The usual example of a sum that leaves ten, which is written X.
  ['1M8GDM9AXKP042788', '1M8GDM9AXKP042788'],
  // A European car has a filler where Chinese ones have the check digit.
  ['WVWZZZ1KZ6W000001', 'WVWZZZ1KZ6W000001'],
])('%s is the VIN %s', (text, vin) => {
  expect(parseVin(text)).toBe(vin)
})

test.each([
  ['', 'vin-length', { length: 0, expected: 17 }],
  [chinese.slice(1), 'vin-length', { length: 16, expected: 17 }],
  [`${chinese}1`, 'vin-length', { length: 18, expected: 17 }],
  ['LSGAAO0A8H0000001', 'vin-characters', { character: 'O', at: 6 }],
  ['LSGAA00A8H000000I', 'vin-characters', { character: 'I', at: 17 }],
  ['LSGAA00A8H00000号1', 'vin-characters', { character: '号', at: 16 }],
  ['LSGAA00A7H0000001', 'vin-checksum', undefined],
  ['LSGAA00A8H0000010', 'vin-checksum', undefined],
])('%s is refused: %s', (text, refused, detail) => {
  expect(parseVin(text)).toEqual(detail ? { refused, detail } : { refused })
})

test('one wrong digit in the number of a car built in China is always noticed', () => {
  const digits = [5, 6, 8, 10, 11, 12, 13, 14, 15, 16]
  fc.assert(
    fc.property(fc.constantFrom(...digits), fc.integer({ min: 0, max: 9 }), (at, digit) => {
      const wrong = chinese.slice(0, at) + digit + chinese.slice(at + 1)
      expect(isRefusal(parseVin(wrong))).toBe(wrong !== chinese)
    }),
  )
})

test('whatever is typed, the answer is a VIN that stays what it is, or a refusal', () => {
  const near = fc.stringMatching(/^[LW1][A-Za-z0-9 -]{15,17}$/)
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (text) => {
      const vin = parseVin(text)
      if (isRefusal(vin)) return void expect(vin.refused).toMatch(/^vin-/)
      expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/)
      expect(parseVin(vin)).toBe(vin)
    }),
    { numRuns: 1000 },
  )
})
