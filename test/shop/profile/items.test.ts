import { describe, expect, test } from 'vitest'
import { findItems } from '../../../src/shop/profile/items.ts'
import { quote } from '../../../src/shop/profile/quote.ts'
import { sampleShop } from '../appointments/open-shop.ts'

const profile = sampleShop()

describe('items in free text', () => {
  test.each([
    ['我想做个大保养和空调清洗', ['major-maintenance', 'air-conditioning']],
    ['车有点跑偏，顺便保养一下', ['maintenance', 'alignment']],
    ['不用保养，看看刹车', ['brake-pads']],
    ['需要换刹车片', ['brake-pads']],
    ['发动机故障灯亮了', ['diagnosis']],
    ['Full service please, and the AC smells', ['major-maintenance', 'air-conditioning']],
    ['no brakes, just an oil change', ['maintenance']],
    ['I will be back at noon', []],
    ['Ｏｉｌ　ｃｈａｎｇｅ', ['maintenance']],
    ['你好', []],
  ])('%s', (text, ids) => {
    expect(findItems(profile, text).map(({ id }) => id)).toEqual(ids)
  })
})

describe('a quote', () => {
  test('adds up labour and parts of all items in whole fen', () => {
    const quoted = quote(profile, ['maintenance', 'brake-pads'])
    expect(quoted).toMatchObject({ lowFen: 32_800 + 5_800 + 45_800 + 32_000, minutes: 150 })
    expect(quoted.highFen - quoted.lowFen).toBe(18_000)
    expect(quoted.parts.map(({ itemId }) => itemId)).toEqual(['maintenance', 'maintenance', 'brake-pads'])
    expect(quoted.warranty.en).toContain('; ')
  })

  test('counts several pieces of a part', () => {
    expect(quote(profile, ['tyres']).lowFen).toBe(2 * 62_000 + 8_000)
  })
})
