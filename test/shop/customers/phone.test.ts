import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskPhone, parsePhone } from '../../../src/shop/customers/phone.ts'

test.each([
  ['13800001234', '+8613800001234'],
  ['138 0000 1234', '+8613800001234'],
  ['138-0000-1234', '+8613800001234'],
  ['１３８００００１２３４', '+8613800001234'],
  ['8613800001234', '+8613800001234'],
  ['+86 138 0000 1234', '+8613800001234'],
  ['0086 13800001234', '+8613800001234'],
  ['+852 6123 4567', '+85261234567'],
  ['+853 6612 3456', '+85366123456'],
  ['+886 912 345 678', '+886912345678'],
  ['+1 (415) 555-0123', '+14155550123'],
  ['00447700900123', '+447700900123'],
  ['+4915112345678', '+4915112345678'],
])('%s is the phone %s', (text, phone) => {
  expect(parsePhone(text)).toBe(phone)
})

test.each([
  [''],
  ['12345'],
  ['12800001234'],
  ['1380000123'],
  ['138000012345'],
  ['+86 755 8300 0000'],
  ['+8612800001234'],
  ['+1 015 555 0123'],
  ['+852 123'],
  ['+88801234567'],
  ['+0123456789'],
  ['+1234567890123456'],
  ['粤B12345'],
])('%s is no phone', (text) => {
  expect(parsePhone(text)).toEqual({ refused: 'phone-invalid' })
})

test('whatever is typed, a phone is E.164 and stays what it is', () => {
  const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(\+|00)?[0-9 -]{5,18}$/))
  fc.assert(
    fc.property(typed, (text) => {
      const phone = parsePhone(text)
      if (typeof phone !== 'string') return
      expect(phone).toMatch(/^\+[1-9]\d{7,14}$/)
      expect(parsePhone(phone)).toBe(phone)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['+8613800001234', '138****1234'],
  ['+14155550123', '+14****0123'],
  ['+3', '****'],
])('%s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})
