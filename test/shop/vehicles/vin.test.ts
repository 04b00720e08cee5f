import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { parseVin } from '../../../src/shop/vehicles/vin.ts'

// LSGAA00A…: invented; check digits worked out by hand with the table of GB 16735-2019.
const built = 'LSGAA00A1H0000001'

test.each([
  ['1M8GDM9AXKP042788', '1M8GDM9AXKP042788'],
  ['11111111111111111', '11111111111111111'],
  ['LLLLLLLLXLLLLLLLL', undefined],
])('%s is read as itself, or refused for its check digit', (text, vin) => {
  expect(parseVin(text)).toEqual(vin ?? { refused: 'vin-checksum' })
})
