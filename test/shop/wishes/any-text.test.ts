import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { understandWish } from '../../../src/shop/wishes/understand.ts'
import type { Wish } from '../../../src/shop/wishes/wish.ts'
import { chinese } from './chinese.ts'
import { compact, factsAt, tuesday } from './compact.ts'
import { english } from './english.ts'

const phrases = [...chinese, ...english].map(([said]) => said)
const pieces = phrases.flatMap((said) => [said, ...said.split(/ |(?=[上下周点号到月])/)])
const jumble = fc
  .array(fc.constantFrom(...pieces, '，', ' ', '或', 'not ', '前', '后', '7'), { maxLength: 8 })
  .map((some) => some.join(''))
const moments = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-12-31T00:00:00Z'), noInvalidDate: true })
  .map((now) => factsAt(now.toISOString()))

describe('whatever customers write', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string(), jumble), (text) => {
        expect(['none', 'wish', 'ask', 'no']).toContain(understandWish(text, tuesday).kind)
      }),
      { numRuns: 700 },
    )
  })

  it('a wish is never past, closed, outside hours or beyond the horizon', () => {
    fc.assert(
      fc.property(jumble, moments, (text, facts) => {
        const understood = understandWish(text, facts)
        const wishes =
          understood.kind === 'wish' ? [understood.wish] : understood.kind === 'ask' ? understood.options : []
        for (const wish of wishes) expect(faults(wish, facts.now), `${text} at ${facts.now.toISOString()}`).toEqual([])
        if (understood.kind === 'ask') expect([2, 3]).toContain(understood.options.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('a longer text than 200 characters is a story', () => {
    expect(compact(understandWish(`明天下午3点${'，车有点响'.repeat(39)}`, tuesday))).toBe('none')
    expect(compact(understandWish('ﷺ'.repeat(200), tuesday))).toBe('none')
  })

  it.each(['1', '一', '周', 'a ', '下', '3月', '3:', '- ', 'at ', '1-', 'move from ', 'between ', '上', '明天'])(
    'two hundred characters of %j take no time',
    (piece) => {
      const startedAt = performance.now()
      understandWish(piece.repeat(Math.floor(200 / piece.length)), tuesday)
      expect(performance.now() - startedAt).toBeLessThan(1000)
    },
  )
})

/** What is wrong with a wish, by arithmetic of its own: Shanghai is eight hours ahead and has no summer time. */
function faults({ onDay, fromMinute, toMinute, span }: Wish, now: Date): string[] {
  if (onDay === null) return fromMinute === null ? ['says nothing'] : []
  const dayMs = 24 * 60 * 60_000
  const shopNow = new Date(now.getTime() + 8 * 60 * 60_000)
  const today = shopNow.toISOString().slice(0, 10)
  const last = new Date(shopNow.getTime() + 60 * dayMs).toISOString().slice(0, 10)
  const nowMinute = shopNow.getUTCHours() * 60 + shopNow.getUTCMinutes()
  return [
    ...(onDay < today || (onDay === today && (toMinute ?? 1080) < nowMinute) ? ['past'] : []),
    ...((span?.toDay ?? onDay) > last ? ['beyond the horizon'] : []),
    ...([onDay, span?.toDay ?? onDay].some((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 0) ? ['closed'] : []),
    ...((fromMinute ?? 510) < 510 || (toMinute ?? 1080) > 1080 ? ['outside hours'] : []),
    ...((fromMinute ?? 0) > (toMinute ?? 1440) ? ['backwards'] : []),
    ...(span && span.toDay <= onDay ? ['a span of no days'] : []),
  ]
}
