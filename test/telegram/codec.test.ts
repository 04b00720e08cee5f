import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCodec } from '../../src/telegram/codec.ts'

describe('callback data', () => {
  const codec = createCodec('123:abc')
  const name = fc.stringMatching(/^[a-z]{1,10}$/)
  const value = fc.stringMatching(/^[A-Za-z0-9:~_-]{0,20}$/)
  const tap = fc.record({ tap: name, value, label: fc.constant('x') })
  const entry = fc.record({ enter: name, entry: name, value, label: fc.constant('x') })
  const revision = fc.nat({ max: 1_000_000 })

  it('comes back as it was', () => {
    fc.assert(
      fc.property(revision, fc.oneof(tap, entry), (revision, button) => {
        const decoded = codec.decode('tg:7', codec.encode('tg:7', revision, button))
        expect(decoded).toEqual(
          'tap' in button
            ? { kind: 'step', revision, tap: button.tap, value: button.value }
            : { kind: 'entry', flow: button.enter, entry: button.entry, value: button.value },
        )
      }),
    )
  })

  it('that was tampered with does not open, 1,000 times', () => {
    const tampering = fc.tuple(fc.nat({ max: 63 }), fc.string({ minLength: 1, maxLength: 3 }))
    fc.assert(
      fc.property(revision, fc.oneof(tap, entry), tampering, (revision, button, [at, put]) => {
        const good = codec.encode('tg:7', revision, button)
        const bad = good.slice(0, at) + put + good.slice(at + put.length)
        fc.pre(bad !== good)
        expect(codec.decode('tg:7', bad)).toBeNull()
        expect(codec.decode('tg:8', good)).toBeNull()
      }),
      { numRuns: 1_000 },
    )
  })

  it('is never longer than Telegram takes', () => {
    const long = { label: 'x', tap: 'choose', value: '车'.repeat(30) }
    expect(() => codec.encode('tg:7', 1, long)).toThrow('64')
  })
})
