import { describe, expect, it } from 'vitest'
import { understandWish } from '../../../src/shop/wishes/understand.ts'
import { chinese } from './chinese.ts'
import { compact, tuesday } from './compact.ts'
import { english } from './english.ts'

describe('what customers write on Tuesday 3 March at ten', () => {
  it.each(chinese)('%s → %s', (said, understood) => {
    expect(compact(understandWish(said, tuesday))).toBe(understood)
  })

  it.each(english)('%s → %s', (said, understood) => {
    expect(compact(understandWish(said, { ...tuesday, language: 'en' }))).toBe(understood)
  })
})
