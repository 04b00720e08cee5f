import { describe, expect, it } from 'vitest'
import { parseAmount } from '../../../src/shop/visits/amount.ts'

describe('an amount', () => {
  it.each([
    ['680', 68_000],
    ['680.5', 68_050],
    ['¥1,280', 128_000],
    ['￥ 1280.00 元', 128_000],
    ['实收680块', 68_000],
    ['０', 0],
    ['0.07元', 7],
    ['1280 yuan', 128_000],
  ])('is understood as people write it: %s', (text, fen) => {
    expect(parseAmount(text)).toBe(fen)
  })

  it.each(['', '元', '-5', '6.805', '1,28', '六百', '680-720', '1000001', '1e3', 'Infinity'])(
    'is refused rather than guessed: %s',
    (text) => {
      expect(parseAmount(text)).toEqual({ refused: 'amount-unclear' })
    },
  )
})
