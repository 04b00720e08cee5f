import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { parsePlate, showPlate } from '../../../src/shop/vehicles/plate.ts'

test.each([
  ['粤B12345', '粤B12345', 'ordinary'],
  ['粤b·12345', '粤B12345', 'ordinary'],
  ['粤Ｂ　１２３４５', '粤B12345', 'ordinary'],
  ['粤B-12 345', '粤B12345', 'ordinary'],
  ['京A.8Z99Q', '京A8Z99Q', 'ordinary'],
  ['京A1234警', '京A1234警', 'ordinary'],
  ['鲁B1234挂', '鲁B1234挂', 'ordinary'],
  ['川A1234学', '川A1234学', 'ordinary'],
  ['沪A0023领', '沪A0023领', 'ordinary'],
  ['粤Z1234港', '粤Z1234港', 'ordinary'],
  ['粵Z1234澳', '粤Z1234澳', 'ordinary'],
  ['粤BD12345', '粤BD12345', 'new-energy'],
  ['粤bf1234 5', '粤BF12345', 'new-energy'],
  ['京AA12345', '京AA12345', 'new-energy'],
  ['京AKZ1234', '京AKZ1234', 'new-energy'],
  ['沪A12345D', '沪A12345D', 'new-energy'],
  ['沪A12345K', '沪A12345K', 'new-energy'],
])('%s is the plate %s (%s)', (text, plate, energy) => {
  expect(parsePlate(text)).toEqual({ plate, energy })
})

test.each([
  ['', 'plate-too-short', { length: 0, expected: 7 }],
  ['粤', 'plate-too-short', { length: 1, expected: 7 }],
  ['粤B1234', 'plate-too-short', { length: 6, expected: 7 }],
  ['粤B1234567', 'plate-too-long', { length: 9, expected: 8 }],
  ['B12345', 'plate-province', { character: 'B', at: 1 }],
  ['港A12345', 'plate-province', { character: '港', at: 1 }],
  ['粤112345', 'plate-letter', { character: '1', at: 2 }],
  ['粤深B12345', 'plate-letter', { character: '深', at: 2 }],
  ['粤B1234O', 'plate-i-or-o', { character: 'O', at: 7 }],
  ['粤BI2345', 'plate-i-or-o', { character: 'I', at: 3 }],
  ['粤BDO2345', 'plate-i-or-o', { character: 'O', at: 4 }],
  ['粤B12警45', 'plate-characters', { character: '警', at: 5 }],
  ['粤B1234王', 'plate-characters', { character: '王', at: 7 }],
  ['粤B1234#', 'plate-characters', { character: '#', at: 7 }],
  ['粤BL12345', 'plate-energy-letter', { character: 'L', at: 3 }],
  ['粤B123456', 'plate-energy-letter', { character: '1', at: 3 }],
  ['粤BD1A345', 'plate-characters', { character: 'A', at: 5 }],
  ['粤B12A45D', 'plate-characters', { character: 'A', at: 5 }],
  ['粤BD1234警', 'plate-characters', { character: '警', at: 8 }],
  ['粤B1234港', 'plate-cross-border', { character: '港', at: 7 }],
  ['粤Z12345', 'plate-cross-border', { character: '5', at: 7 }],
])('%s is refused: %s', (text, refused, detail) => {
  expect(parsePlate(text)).toEqual({ refused, detail })
})

test('a plate is shown as it is written on the car', () => {
  expect(showPlate('粤B12345')).toBe('粤B·12345')
  expect(showPlate('粤BD12345')).toBe('粤B·D12345')
})

const plates = fc.oneof(
  fc.stringMatching(/^[京沪粤川新][A-HJ-NP-Y][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9警学挂领]$/),
  fc.stringMatching(/^[京沪粤川新][A-HJ-NP-Z][A-HJK][A-HJ-NP-Z0-9][0-9]{4}$/),
  fc.stringMatching(/^[京沪粤川新][A-HJ-NP-Z][0-9]{5}[A-HJK]$/),
)
const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const ways = fc.constantFrom(
  (plate: string) => plate.toLowerCase(),
  (plate: string) => showPlate(plate),
  (plate: string) => ` ${Array.from(plate).join(' ')}\n`,
  (plate: string) => `${plate.slice(0, 2)}・${wide(plate.slice(2))}`,
)

test('however it is typed, a plate is one and the same', () => {
  fc.assert(
    fc.property(plates, ways, (plate, typed) => {
      expect(parsePlate(typed(plate))).toMatchObject({ plate })
    }),
  )
})

test('whatever is typed, the answer is a plate that stays what it is, or a refusal', () => {
  const near = fc.stringMatching(/^[京粤港 ·-]?[A-Z]?[0-9A-Z警港 ·]{3,7}$/)
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), near, plates), (text) => {
      const parsed = parsePlate(text)
      if (isRefusal(parsed)) return void expect(parsed.refused).toMatch(/^plate-/)
      expect(Array.from(parsed.plate)).toHaveLength(parsed.energy === 'ordinary' ? 7 : 8)
      expect(parsePlate(showPlate(parsed.plate))).toEqual(parsed)
    }),
    { numRuns: 1000 },
  )
})
