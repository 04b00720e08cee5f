import { beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import type { SimMessage } from '../../src/simulator/people/sim-message.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { wasServiced } from '../campaigns/due.ts'
import { reachable } from '../campaigns/support.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, labels } from '../support/people.ts'
import { type AdvisorAtWork, advisor, inShop, quickForum, told, topicOf, wordsIn } from './support.ts'

describe('an advisor who solicits', { timeout: 240_000 }, () => {
  // After the hour at which the shop reaches out by itself.
  const shop = openShop({ ...quickForum, at: '2026-03-02T10:30+08:00' })
  let lin: AdvisorAtWork
  let li: SimUser
  let wang: SimUser
  let zhao: SimUser
  let quiet: SimUser
  let coming: SimUser
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问', { profileId: 'lin' })
    li = await reachable(shop.stage, { firstName: '李雷' })
    wang = await reachable(shop.stage, { firstName: '王芳' })
    zhao = await reachable(shop.stage, { firstName: '赵六' })
    quiet = await reachable(shop.stage, { firstName: '钱安静', marketing: false })
    coming = await booked(shop.stage, { firstName: '吴来' })
    for (const [user, on] of [
      [li, '2025-03-10'],
      [zhao, '2025-03-06'],
      [quiet, '2025-03-07'],
      [coming, '2025-03-08'],
    ] as const)
      await wasServiced(shop.stage, user, on)
    // Customers have their topics from having asked for somebody once.
    for (const user of [wang, quiet, coming]) {
      await user.says('人工')
      const topicId = topicOf(shop.stage, user === wang ? '王芳' : user === quiet ? '钱安静' : '吴来')
      await lin.says('/claim', { topicId })
      await lin.says('/close 已解决', { topicId })
    }
  }, 120_000)

  const group = () => shop.stage.group as SimGroup
  const lastIn = (topicId: number) => group().topic(topicId).at(-1) as SimMessage
  const lastOf = (user: SimUser) =>
    inShop(shop.stage, async (s) => {
      const customer = await s.customers.ofChat(`tg:${user.chatId}`)
      return customer ? (await s.outreaches.lastOf(customer._id, 1))[0] : undefined
    })

  it('sees the words first, and one tap sends them', async () => {
    const topicId = topicOf(shop.stage, '王芳')
    await lin.says('/solicit 王女士，最近轮胎有活动，来看看吗？', { topicId })
    const preview = lastIn(topicId)
    expect(preview.text).toContain('招揽预览 · 王芳')
    expect(preview.text).toContain('最近轮胎有活动')
    expect(wang.transcript()).not.toContain('轮胎有活动')
    await lin.taps('发送', { on: preview })
    expect(told(wang).filter((text) => text === '王女士，最近轮胎有活动，来看看吗？')).toHaveLength(1)
    expect(labels(wang)).toEqual(['📅 马上预约', '⏰ 以后再说', '🙅 不需要', '🔕 退订'])
    expect(await lastOf(wang)).toMatchObject({ cause: 'advisor', advisorId: lin.id, by: 'chat', state: 'sent' })
    expect(lastIn(topicId).buttons).toEqual([])
  })

  it('is told in the topic when the rules allow no more', async () => {
    const topicId = topicOf(shop.stage, '王芳')
    await lin.says('/solicit', { topicId })
    expect(lastIn(topicId).text).toContain('我是迎客汽车服务中心的林顾问')
    await lin.taps('发送', { on: lastIn(topicId) })
    // What follows from a message that is dropped comes after it, once nothing waits any more.
    await group().sees('没送到', { topicId })
    expect(wordsIn(shop.stage, topicId).at(-1)).toBe('❌ 没送到：近期已经发过邀约，按规定还不能再发')
    expect(told(wang).join()).not.toContain('我是迎客汽车服务中心的')
  })

  it('cannot override a customer’s no, nor bother who is coming', async () => {
    for (const [user, name, why] of [
      [quiet, '钱安静', '客户没有同意接收优惠和邀约'],
      [coming, '吴来', '客户已经有预约了'],
    ] as const) {
      const topicId = topicOf(shop.stage, name)
      const before = user.chat.length
      await lin.says('/solicit', { topicId })
      await lin.taps('发送', { on: lastIn(topicId) })
      await group().sees('没送到', { topicId })
      expect(wordsIn(shop.stage, topicId).at(-1)).toBe(`❌ 没送到：${why}`)
      expect(user.chat.length).toBe(before)
    }
  })

  it('finds who is due in a list, soonest first, with those only who may be written to', async () => {
    const topicId = topicOf(shop.stage, '王芳')
    await lin.says('/due', { topicId })
    const list = lastIn(topicId)
    expect(list.text).toMatch(/赵六[\s\S]*2026年3月6日 保养到期[\s\S]*李雷[\s\S]*2026年3月10日 保养到期/)
    expect(list.text).not.toMatch(/钱安静|吴来|王芳/)
    expect(list.buttons).toHaveLength(2)
  })

  it('invites one of them in two taps, which the customer books in two', async () => {
    const topicId = topicOf(shop.stage, '王芳')
    const list = group()
      .topic(topicId)
      .findLast(({ text }) => text?.startsWith('📅')) as SimMessage
    const toLi = list.buttons.flat().at(-1)?.label ?? ''
    await lin.taps(toLi, { on: list })
    const preview = lastIn(topicId)
    expect(preview.text).toContain('招揽预览 · 李雷')
    expect(preview.text).toContain('2026年3月10日 保养到期')
    await lin.taps('发送', { on: preview })
    expect(await lastOf(li)).toMatchObject({ cause: 'advisor', advisorId: lin.id, itemIds: ['maintenance'] })
    await li.taps('📅 马上预约')
    await li.taps('✅ 确认预约')
    await li.sees('预约成功')
    await shop.stage.moveTo('2026-03-02T10:45+08:00')
    expect((await lastOf(li))?.appointmentId).toMatch(/^apt_/)
  })

  it('counts as the first word of the chain: the shop does not ask again the next morning', async () => {
    const topicId = topicOf(shop.stage, '王芳')
    await lin.says('/due', { topicId })
    await lin.taps(lastIn(topicId).buttons.flat()[0]?.label ?? '', { on: lastIn(topicId) })
    await lin.taps('发送', { on: lastIn(topicId) })
    const many = () => zhao.chat.filter(({ text }) => text?.includes('2026年3月6日 保养到期')).length
    expect(many()).toBe(1)
    await shop.stage.moveTo('2026-03-16T12:00+08:00')
    expect(many()).toBe(1)
  })

  it('finds the list in the topic of all tasks as well', async () => {
    const before = group().topics.find(({ name }) => name === '待办')
    expect(before).toBeDefined()
    await wasServiced(shop.stage, wang, '2025-03-20')
    await lin.says('/due', { topicId: before?.id ?? -1 })
    expect(lastIn(before?.id ?? -1).text).toContain('王芳')
    await lin.taps(lastIn(before?.id ?? -1).buttons.flat()[0]?.label ?? '')
    expect(lastIn(before?.id ?? -1).text).toContain('招揽预览 · 王芳')
  })

  it('waits for the morning outside the customer’s hours, and says so', async () => {
    const night = await reachable(shop.stage, { firstName: '郑夜' })
    await wasServiced(shop.stage, night, '2025-03-25')
    await shop.stage.moveTo('2026-03-16T21:30+08:00')
    const tasks = group().topics.find(({ name }) => name === '待办')?.id ?? -1
    await lin.says('/due', { topicId: tasks })
    const list = lastIn(tasks)
    const toNight = list.buttons.flat().find(({ label }) => label.includes('郑夜'))?.label ?? ''
    await lin.taps(toNight, { on: list })
    const from = night.chat.length
    await lin.taps('发送', { on: lastIn(tasks) })
    expect(lin.user.toasts.at(-1)).toContain('3月17日')
    expect(told(night, from)).toEqual([])
    await shop.stage.moveTo('2026-03-17T10:30+08:00')
    expect(told(night, from).filter((text) => text.includes('2026年3月25日 保养到期'))).toHaveLength(1)
  })

  it('leaves a chat alone that a colleague has', async () => {
    const colleague = await advisor(shop.stage, '何顾问', { profileId: 'he' })
    await zhao.says('人工')
    const topicId = topicOf(shop.stage, '赵六')
    await colleague.says('/claim', { topicId })
    await lin.says('/solicit 赵先生，来看看吧', { topicId })
    await lin.taps('发送', { on: lastIn(topicId) })
    expect(zhao.transcript()).not.toContain('来看看吧')
  })
})
