import { beforeAll, describe, expect, it } from 'vitest'
import { previewOf } from '../../src/shop/campaigns/preview.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { type AdvisorAtWork, advisor, inShop, quickForum } from '../desk/support.ts'
import { openShop } from '../support/open-shop.ts'
import { labels } from '../support/people.ts'
import { reachable, springCare } from './support.ts'

describe('a campaign', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let boss: AdvisorAtWork
  let li: SimUser
  let wang: SimUser
  let zhao: SimUser
  let quiet: SimUser
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问', { profileId: 'lin' })
    boss = await advisor(shop.stage, '陈经理', { role: 'manager' })
    li = await reachable(shop.stage, { firstName: '李雷' })
    wang = await reachable(shop.stage, { firstName: '王芳' })
    zhao = await reachable(shop.stage, { firstName: '赵六' })
    quiet = await reachable(shop.stage, { firstName: '钱安静', marketing: false })
  }, 120_000)

  const group = () => shop.stage.group as SimGroup
  const topicId = () => group().topics.find(({ name }) => name === '活动')?.id ?? -1
  const briefing = () =>
    group()
      .topic(topicId())
      .find(({ text }) => text?.startsWith('📣'))
  const told = (user: SimUser) => user.chat.filter(({ text }) => text?.includes('空调检查免费'))
  const answerOf = (user: SimUser) =>
    inShop(shop.stage, async (s) => {
      const customer = await s.customers.ofChat(`tg:${user.chatId}`)
      return customer ? (await s.outreaches.lastOf(customer._id, 1))[0] : undefined
    })

  it('shows its briefing to the advisors, and tells nobody before they have read it', async () => {
    await inShop(shop.stage, (s) => s.campaigns.open(springCare(), 'operator'))
    expect(briefing()?.text).toContain('空调检查免费')
    expect(briefing()?.text).toContain('未阅：林')
    await boss.taps('🚀 启动', { on: briefing() })
    expect(group().topic(topicId()).at(-1)?.text).toContain('还没看的')
    await lin.taps('🚀 启动', { on: briefing() })
    expect(told(li)).toHaveLength(0)
    await lin.taps('✅ 已阅知', { on: briefing() })
    expect(briefing()?.text).toContain('需要阅知的顾问都已阅')
  })

  it('is previewed: how many, who not and why, and the very words', async () => {
    const preview = await inShop(shop.stage, (s) => previewOf({ _id: 'spring-care', file: springCare() }, s.recipients))
    expect(preview.told).toBe(3)
    expect(preview.excluded).toEqual({ 'no consent': 1 })
    expect(preview.samples.map(({ customer }) => customer.name).toSorted()).toEqual(['李雷', '王芳', '赵六'].toSorted())
  })

  it('is shown to whoever wants to see it first', async () => {
    await inShop(shop.stage, (s) => s.campaigns.test('spring-care', `tg:${quiet.chatId}`, 'operator'))
    expect(told(quiet).at(-1)?.text).toMatch(/^🧪 钱安静您好/)
  })

  it('is launched by a manager, and tells each once, those who allowed it', async () => {
    await boss.taps('🚀 启动', { on: briefing() })
    await shop.stage.moveTo('2026-03-02T09:05+08:00')
    for (const user of [li, wang, zhao]) expect(told(user)).toHaveLength(1)
    expect(told(li)[0]?.text).toMatch(/^李雷您好，春季养护到 2026年3月31日：空调检查免费。您的 粤B/)
    expect(told(quiet)).toHaveLength(1)
    expect(briefing()?.text).toContain('已发 3')
    expect(briefing()?.text).toContain('未同意接收 1')
  })

  it('answers what its briefing knows, and only whom it reached', async () => {
    await wang.says('检查空调真的免费吗？')
    await wang.sees('保养的车免费，单独检查 80 元')
    await quiet.says('检查空调真的免费吗？')
    expect(quiet.transcript()).not.toContain('单独检查 80 元')
  })

  it('leads to a booking in two taps, with the vehicle and the items known', async () => {
    await li.taps('📅 马上预约', { on: told(li)[0] })
    expect(labels(li)).toContain('✅ 确认预约')
    await li.taps('✅ 确认预约')
    await li.sees('预约成功')
    await shop.stage.moveTo('2026-03-02T09:06+08:00')
    const outreach = await answerOf(li)
    expect(outreach?.answer?.what).toBe('book')
    expect(outreach?.appointmentId).toMatch(/^apt_/)
  })

  it('hears why somebody does not want to come, in one tap or in their own words', async () => {
    await wang.taps('🙅 不需要', { on: told(wang)[0] })
    await wang.taps('价格高')
    expect((await answerOf(wang))?.answer).toMatchObject({ what: 'no', declineReason: 'price' })
    await zhao.taps('🙅 不需要', { on: told(zhao)[0] })
    await zhao.says('最近出差，下个月回来')
    expect((await answerOf(zhao))?.answer).toMatchObject({ declineReason: 'other', words: '最近出差，下个月回来' })
    await zhao.taps('⏰ 以后再说', { on: told(zhao)[0] })
    await zhao.taps('1个月后')
    expect((await answerOf(zhao))?.answer).toMatchObject({ what: 'later', again: '2026-04-01' })
  })

  it('counts from due to booked, and why not', async () => {
    const { funnel, declines } = await inShop(shop.stage, async (s) => {
      const span = { from: new Date('2026-03-01T00:00+08:00'), to: new Date('2026-03-03T00:00+08:00') }
      return { funnel: await s.funnel(span, 'campaign'), declines: await s.outreaches.declines(span, 'campaign') }
    })
    expect(funnel.get('spring-care')).toMatchObject({ due: 3, reached: 3, answered: 3, booked: 1, arrived: 0 })
    expect(declines.get('spring-care')).toEqual({ price: 1 })
  })

  it('lets go of a car that was sold, and of whoever leaves the list', async () => {
    await wang.taps('🙅 不需要', { on: told(wang)[0] })
    await wang.taps('🚘 车已卖')
    await wang.taps('确定车已卖')
    await wang.sees('不再提醒')
    await zhao.taps('🔕 退订', { on: told(zhao)[0] })
    await zhao.sees('已退订')
    const consents = await inShop(shop.stage, async (s) => (await s.customers.ofChat(`tg:${zhao.chatId}`))?.consents)
    expect(consents?.at(-1)).toMatchObject({ purpose: 'marketing', granted: false, source: 'outreach' })
  })
})

describe('a campaign that is under way', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  const told = (user: SimUser) => user.chat.filter(({ text }) => text?.includes('空调检查免费'))
  const campaigns = <T>(act: (campaigns: Parameters<Parameters<typeof inShop>[1]>[0]['campaigns']) => Promise<T>) =>
    inShop(shop.stage, (s) => act(s.campaigns))

  it('waits for its first day and for opening hours, is paused and resumed, and tells nobody after it was stopped', async () => {
    const li = await reachable(shop.stage, { firstName: '李雷' })
    const file = springCare({ from: '2026-03-03', required: [] })
    await campaigns((c) => c.open(file, 'operator'))
    await campaigns((c) => c.launch('spring-care', 'operator'))
    await shop.stage.moveTo('2026-03-03T08:00+08:00')
    expect(told(li)).toHaveLength(0)
    await campaigns((c) => c.pause('spring-care', 'operator'))
    await shop.stage.moveTo('2026-03-03T10:00+08:00')
    expect(told(li)).toHaveLength(0)
    await campaigns((c) => c.resume('spring-care', 'operator'))
    await shop.stage.moveTo('2026-03-03T10:05+08:00')
    expect(told(li)).toHaveLength(1)
    const late = await reachable(shop.stage, { firstName: '韩梅' })
    await campaigns((c) => c.stop('spring-care', 'operator', 'over'))
    await shop.stage.moveTo('2026-03-04T12:00+08:00')
    expect(told(late)).toHaveLength(0)
    // An answer after the end is welcome.
    await li.taps('📅 马上预约', { on: told(li)[0] })
    expect(labels(li)).toContain('✅ 确认预约')
  })

  it('leaves out who opted out between the preview and the sending', async () => {
    const user = await reachable(shop.stage, { firstName: '孙退' })
    const file = springCare({ id: 'second', required: [], from: '2026-03-05' })
    await campaigns((c) => c.open(file, 'operator'))
    const before = await inShop(shop.stage, (s) => previewOf({ _id: 'second', file }, s.recipients))
    expect(before.told).toBeGreaterThan(0)
    await campaigns((c) => c.launch('second', 'operator'))
    await user.says('退订')
    await shop.stage.moveTo('2026-03-05T10:00+08:00')
    expect(told(user)).toHaveLength(0)
  })

  it('tells whom a crash left out, half-way between writing it down and sending it', async () => {
    const user = await reachable(shop.stage, { firstName: '何半' })
    const file = springCare({ id: 'third', required: [], from: '2026-03-13' })
    await campaigns((c) => c.open(file, 'operator'))
    await inShop(shop.stage, async (s) => {
      const customer = await s.customers.ofChat(`tg:${user.chatId}`)
      if (!customer) throw new Error('no customer')
      const attempt = {
        customerId: customer._id,
        vehicleId: null,
        cause: 'campaign',
        ref: 'third',
        attempt: 1,
      } as const
      await s.outreaches.plan([{ ...attempt, key: `campaign:third:${customer._id}`, itemIds: [], why: null }])
    })
    await campaigns((c) => c.launch('third', 'operator'))
    await shop.stage.moveTo('2026-03-13T10:00+08:00')
    expect(told(user)).toHaveLength(1)
  })

  it('is refused when its days are past, or when its id is another’s', async () => {
    const past = springCare({ id: 'past', from: '2026-01-01', until: '2026-01-31' })
    expect(await campaigns((c) => c.open(past, 'operator'))).toMatchObject({ refused: 'campaign-over' })
    const other = springCare({ until: '2026-04-30' })
    expect(await campaigns((c) => c.open(other, 'operator'))).toMatchObject({ refused: 'campaign-known' })
    expect(await campaigns((c) => c.launch('nobody', 'operator'))).toMatchObject({ refused: 'campaign-unknown' })
  })
})
