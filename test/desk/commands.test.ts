import { beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import type { SimMessage } from '../../src/simulator/people/sim-message.ts'
import { openShop } from '../support/open-shop.ts'
import { booked } from '../support/people.ts'
import { type AdvisorAtWork, advisor, inShop, quickForum, topicOf, wordsIn } from './support.ts'

describe('what advisors can do in a customer’s topic', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let li: Awaited<ReturnType<typeof booked>>
  let topicId: number
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问')
    li = await booked(shop.stage, { firstName: '李雷' })
    await li.says('人工')
    topicId = topicOf(shop.stage, '李雷')
    await lin.says('/claim', { topicId })
  }, 120_000)

  const group = () => shop.stage.group as SimGroup
  const last = () => group().topic(topicId).at(-1) as SimMessage
  const does = (command: string) => lin.says(command, { topicId })
  const timeOn = (message: SimMessage) =>
    message.buttons.flat().find(({ label }) => /\d\d:\d\d/.test(label))?.label ?? 'no time'
  const appointments = () =>
    inShop(shop.stage, async (s) => {
      const customer = await s.customers.ofChat(`tg:${li.id}`)
      return customer ? s.appointments.ofCustomer(customer._id, 20) : []
    })

  it('is to move, cancel and book for them, through the same doors, which is confirmed in their own chat', async () => {
    const [before] = await appointments()
    await does('/move 周五下午三点')
    await group().sees('15:00', { topicId })
    await lin.taps('✅ 确认改期')
    const moved = (await appointments()).find(({ _id }) => _id === before?._id)
    expect(moved?.startsAt).toEqual(new Date('2026-03-06T15:00+08:00'))
    await li.sees('15:00')

    await does('/cancel')
    await lin.taps('时间不合适')
    expect((await appointments()).find(({ _id }) => _id === before?._id)?.state).toBe('cancelled')

    await li.sees('的预约已经取消')
    expect(li.chat.at(-1)?.document?.bytes.toString()).toContain('METHOD:CANCEL')

    const told = li.chat.length
    await does('/book')
    await lin.taps('常规保养')
    const time = timeOn(last())
    await lin.taps(time)
    await lin.taps('✅ 确认预约')
    const made = (await appointments()).find(({ state }) => state === 'booked')
    expect(made?.source).toEqual({ kind: 'advisor' })
    expect(li.chat.slice(told).some(({ text }) => text?.includes('已为您预约'))).toBe(true)
    expect(wordsIn(shop.stage, topicId).join()).not.toContain('// ')
  })

  it('is to type a time for them, as an answer to the flow, which they do not hear', async () => {
    await does('/cancel')
    await lin.taps('时间不合适')
    await does('/book 保养')
    const asked = last()
    await lin.says('下周三上午十点', { topicId, replyTo: asked })
    expect(li.transcript()).not.toContain('下周三上午十点')
    await lin.taps('✅ 确认预约')
    const made = (await appointments()).find(({ state }) => state === 'booked')
    expect(made?.startsAt).toEqual(new Date('2026-03-11T10:00+08:00'))
  })

  it('is to stop half-way, which changes nothing', async () => {
    const before = await appointments()
    await does('/move')
    await lin.taps('✖ 停止代办')
    await group().sees('已停止代办', { topicId })
    expect((await appointments()).map(({ startsAt }) => startsAt)).toEqual(before.map(({ startsAt }) => startsAt))
  })

  it('is to send a canned reply after a look at it, filled in, and once', async () => {
    await does('/say')
    await lin.taps('马上查')
    const preview = last()
    expect(preview.text).toContain('李雷您好，我是林顾问，正在帮您查')
    expect(li.transcript()).not.toContain('正在帮您查')
    await lin.taps('发送', { on: preview })
    await lin.taps('发送', { on: preview })
    const sent = li.chat.filter(({ text }) => text === '李雷您好，我是林顾问，正在帮您查，请稍等几分钟。')
    expect(sent).toHaveLength(1)
    await does('/say')
    await lin.taps('营业时间')
    expect(last().text).toContain('08:30–12:00')
  })

  it('is to look at the card and at what was said, and to take all of it away as a paper', async () => {
    await does('/note 喜欢喝茶')
    await does('/card')
    expect(last().text).toContain('📅')
    await li.says('谢谢林顾问')
    await does('/history 5')
    expect(last().text).toContain('📝 喜欢喝茶')
    expect(last().text).toContain('谢谢林顾问')
    await does('/transcript')
    const paper = last().document?.bytes.toString()
    expect(paper).toContain('李雷  谢谢林顾问')
    expect(paper).toContain('林顾问  📝 喜欢喝茶')
    expect(paper).toMatch(/3月2日/)
    await does('/whatever')
    for (const command of [
      '/claim',
      '/transfer',
      '/close',
      '/note',
      '/book',
      '/move',
      '/cancel',
      '/say',
      '/solicit',
      '/due',
      '/card',
      '/history',
      '/transcript',
    ])
      expect(last().text).toContain(command)
    expect(li.transcript()).not.toMatch(/喝茶|\/(?!start)[a-z]{3,}/)
  })

  it('is offered by Telegram while they type', () => {
    const told = shop.stage.simulator.log.filter(({ method }) => method === 'setMyCommands')
    const inGroup = told.find(
      ({ chatId, params }) => chatId === null && JSON.stringify(params).includes(String(group().id)),
    )
    expect(JSON.stringify(inGroup?.params)).toContain('代客户预约')
    expect(inGroup?.ok).toBe(true)
  })

  it('is to end it', async () => {
    await does('/close 已预约')
    await li.sees('这次咨询结束了（已预约）')
    await does('/transfer 林')
    expect(last().text).toBe('这次咨询已经结束')
  })
})
