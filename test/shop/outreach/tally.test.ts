import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pareto, whyStop } from '../../../src/shop/outreach/tally.ts'

const limits = { stopsAtBlocked: 0.02, stopsAtFailed: 0.1 }
const tally = (more: Partial<Parameters<typeof whyStop>[0]>) => ({
  planned: 0,
  sent: 0,
  unsent: 0,
  failed: 0,
  blocked: 0,
  ...more,
})

describe('a campaign stops by itself', () => {
  it('when more than 2 % block the bot, or more than 10 % cannot be reached', () => {
    expect(whyStop(tally({ sent: 100, blocked: 2 }), limits)).toBe(null)
    expect(whyStop(tally({ sent: 100, blocked: 3 }), limits)).toBe('blocked')
    expect(whyStop(tally({ sent: 90, failed: 10 }), limits)).toBe(null)
    expect(whyStop(tally({ sent: 89, failed: 11 }), limits)).toBe('failed')
  })

  it('never for the first few', () => {
    expect(whyStop(tally({ sent: 10, blocked: 10 }), limits)).toBe(null)
  })
})

describe('a Pareto', () => {
  it('begins with the most frequent and ends with all of them', () => {
    expect(pareto({ price: 1, time: 3, far: 0 })).toEqual([
      { reason: 'time', count: 3, share: 0.75, upTo: 0.75 },
      { reason: 'price', count: 1, share: 0.25, upTo: 1 },
    ])
    expect(pareto({})).toEqual([])
  })

  it('falls, and adds up, whatever was counted', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.nat(1_000)), (counts) => {
        const lines = pareto(counts)
        expect(lines.every(({ count }, i) => i === 0 || count <= (lines[i - 1]?.count ?? 0))).toBe(true)
        if (lines.length > 0) expect(lines.at(-1)?.upTo).toBeCloseTo(1)
      }),
    )
  })
})
