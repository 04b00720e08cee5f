import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { quickForum } from '../desk/support.ts'
import { openShop } from '../support/open-shop.ts'
import { openBackOffice } from './support.ts'
import { visited } from './visited.ts'

describe('the digest of a week', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)
  let office: Awaited<ReturnType<typeof openBackOffice>>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
  })
  afterAll(() => office.close())

  it('comes on Monday, in General, with the numbers and pictures of the week before, once', async () => {
    const { stage } = shop
    const first = await visited(stage, office, '2026-03-03T11:00+08:00')
    const second = await visited(stage, office, '2026-03-03T16:00+08:00')
    await stage.moveTo('2026-03-04T16:30+08:00')
    await first.user.taps('5')
    await second.user.taps('3')
    await second.user.taps('价格')
    const general = () => (stage.group as SimGroup).topic(null)
    await stage.moveTo('2026-03-09T09:29+08:00')
    expect(general().some(({ text }) => text?.includes('周报'))).toBe(false)
    await stage.moveTo('2026-03-10T12:00+08:00')
    const digests = general().filter(({ text }) => text?.includes('周报'))
    expect(digests).toHaveLength(1)
    expect(digests[0]?.text).toContain('满意度：发出 2，回答 2')
    expect(digests[0]?.text).toContain('平均 4.00')
    // The trend, and what was not good.
    expect(general().filter(({ photo }) => photo)).toHaveLength(2)
  })

  it('has the same numbers as the report, by advisor and cause', async () => {
    const span = { from: new Date('2026-03-02T00:00+08:00'), to: new Date('2026-03-09T00:00+08:00') }
    const byCause = await office.shop.opinions.report(span, 'cause')
    expect([...byCause].map(([cause, { answered }]) => [cause, answered])).toEqual([['price', 1]])
    const byAdvisor = await office.shop.opinions.report(span, 'advisor')
    expect([...byAdvisor.values()].reduce((sum, { answered }) => sum + answered, 0)).toBe(2)
  })
})
