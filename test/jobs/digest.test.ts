import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { yingkeAt as yingke } from '../cli/yingke.ts'
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

  it('is the same in the terminal, as lines for a spreadsheet, in which no answer is no number', async () => {
    const span = ['--from', '2026-03-02', '--to', '2026-03-08']
    const { code, says } = await yingke(['report', '--by', 'cause', ...span, '--csv'], shop.stage)
    const [header = '', row = '', ...more] = says.trimEnd().split('\r\n')
    expect([code, more]).toEqual([0, []])
    const cells = Object.fromEntries(header.split(',').map((name, i) => [name, row.split(',')[i]]))
    expect(cells).toMatchObject({ cause: 'price', asked: '1', answered: '1', mean: '3', price: '1', nps: '' })
    const json = await yingke(['report', '--by', 'cause', ...span, '--json'], shop.stage)
    expect(JSON.parse(json.says)).toMatchObject({ price: { answered: 1, mean: 3 } })
  })

  it('shows what was done about a cause, with the numbers before and since', async () => {
    const { improvements } = office.shop
    const add = ['improve', 'add', '报价当面讲清', '--who', '林', '--from', '2026-03-05']
    const wrong = await yingke([...add, '--reason', 'prise'], shop.stage)
    expect(wrong).toMatchObject({ code: 2, says: expect.stringContaining('quality, advisor, time, price, facility') })
    const noted = await yingke([...add, '--reason', 'price', '--of', 'feedback'], shop.stage)
    expect(noted).toMatchObject({ code: 0, says: expect.stringContaining('「价格」') })
    const third = await visited(shop.stage, office, '2026-03-10T16:00+08:00')
    await shop.stage.moveTo('2026-03-11T16:30+08:00')
    await third.user.taps('5')
    await shop.stage.moveTo('2026-03-12T09:00+08:00')
    const [one] = await improvements.all()
    if (!one) throw new Error('nothing was noted')
    const effect = await improvements.effectOf(one)
    expect(effect).toMatchObject({ before: { count: 1, of: 2 }, after: { count: 0, of: 1 } })
    const closed = await yingke(['improve', 'close', one._id, '不再有人说'], shop.stage)
    expect(closed).toMatchObject({ code: 0, says: expect.stringContaining('✔ 不再有人说') })
    const none = await yingke(['improve', 'close', 'imp_none', '…'], shop.stage)
    expect(none).toEqual({ code: 1, says: '没有这条改善措施：imp_none\n' })
  })
})
