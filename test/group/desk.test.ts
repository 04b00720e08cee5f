import { beforeAll, describe, expect, it } from 'vitest'
import { hire, type Staff } from '../../src/demo/staff.ts'
import { telegramPace } from '../../src/messages/pace.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { booked } from '../support/people.ts'

/** The limits have tests of their own; here twenty messages a minute would only be waited for. */
const pace = { ...telegramPace, group: { ...telegramPace.group, calls: 1_000 } }
const forum = { group: { title: '顾问群', forum: true }, pace }

describe('the advisors’ group', { timeout: 120_000 }, () => {
  const shop = openShop(forum)
  let lin: Staff
  beforeAll(async () => {
    lin = await hire(shop.stage, { firstName: '林顾问' })
  })
  /** The group, an advisor's hands in it, and the thread of a topic. */
  function desk() {
    const group = shop.stage.group as SimGroup
    const thread = (name: string) => group.topics.find((topic) => topic.name === name)?.id ?? -1
    return { group, member: lin.hands, thread, taps: lin.hands.taps }
  }

  it('gets a sheet of every booking, ticks it off, and lists the evening before what is not ready', async () => {
    const { stage } = shop
    const { group, thread, taps } = desk()
    const li = await booked(stage, { firstName: '李' })
    const sheet = await group.sees('全合成机油', { topicId: thread('预约准备') })
    for (const words of ['李', '常规保养', '机油滤清器', '工时 1小时']) expect(sheet.text).toContain(words)
    await taps('⬜ 全合成机油 4L×1')
    await group.sees('✅ 全合成机油 4L×1')
    await taps('⚠️ 缺件')
    const task = await group.sees('📦 缺件', { topicId: thread('待办') })
    await taps('认领', { on: task })
    await group.sees('👤 林顾问')
    await taps('完成', { on: task })
    const done = await group.sees('✔ 已完成', { topicId: thread('待办') })
    expect(done.buttons.flat()).toEqual([])
    await li.says('改到周五下午三点')
    await li.taps('✅ 确认改期')
    await stage.moveTo('2026-03-05T18:00+08:00')
    expect(group.topic(thread('预约准备')).some(({ text }) => text?.includes('还没准备好'))).toBe(true)
    await li.says('取消预约')
    await li.taps('时间不合适')
    expect(group.topics.filter(({ name }) => name === '预约准备')).toHaveLength(1)
  })

  it('changes the sheet in place when the appointment moves, and strikes it when it is cancelled', async () => {
    const { stage } = shop
    const { group, thread } = desk()
    const wang = await booked(stage, { firstName: '王五' })
    const sheets = () => group.topic(thread('预约准备')).filter(({ text }) => text?.includes('王五'))
    expect(sheets()).toHaveLength(1)
    const [before] = sheets()
    await wang.says('改到下周三上午十点')
    await wang.taps('✅ 确认改期')
    await stage.settled()
    const [moved, ...more] = sheets()
    expect([moved?.id, more]).toEqual([before?.id, []])
    expect(moved?.text).toContain('10:00')
    await wang.says('取消预约')
    await wang.taps('时间不合适')
    await stage.settled()
    const [cancelled] = sheets()
    expect(cancelled?.id).toBe(before?.id)
    expect(cancelled?.entities?.some(({ type }) => type === 'strikethrough')).toBe(true)
    expect(cancelled?.buttons.flat()).toEqual([])
  })

  it('makes a deleted topic once more, and loses nothing', async () => {
    const { stage } = shop
    const { group, thread } = desk()
    const old = thread('预约准备')
    group.deletesTopic(old)
    await booked(stage, { firstName: '赵六' })
    await stage.settled()
    expect(thread('预约准备')).not.toBe(old)
    expect(group.topics.filter(({ name }) => name === '预约准备')).toHaveLength(1)
    await group.sees('赵六', { topicId: thread('预约准备') })
  })

  it('lets nobody act who is not an advisor in the group, and no button that was made up', async () => {
    const { stage } = shop
    const { group, member, thread } = desk()
    await booked(stage, { firstName: '钱七' })
    await stage.settled()
    const sheet = group.topic(thread('预约准备')).findLast(({ text }) => text?.includes('钱七'))
    const user = stage.simulator.user({ id: 9002 })
    const stranger = group.member(user)
    const data = sheet?.buttons[0]?.[0]?.data ?? ''
    await member.tapsData(`AAAAAAAA${data.slice(8)}`, sheet)
    expect(lin.user.lastToast).toContain('已经处理过')
    stage.simulator.deliver({
      callback_query: {
        id: '1',
        from: { id: 777, is_bot: false, first_name: '路人' },
        chat_instance: '1',
        data,
        message: { message_id: sheet?.id, date: 0, chat: { id: group.id, type: 'supergroup', title: '顾问群' } },
      },
    })
    await stage.settled()
    const same = () => group.topic(thread('预约准备')).find(({ id }) => id === sheet?.id)
    expect(same()?.text).toBe(sheet?.text)
    await stranger.tapsData(data, sheet)
    await stage.settled()
    expect(same()?.text).toBe(sheet?.text)
    await member.tapsData(data, sheet)
    expect(same()?.text).not.toBe(sheet?.text)
  })

  it('asks whether a customer who is late has come, and raises what nobody does', async () => {
    const { stage } = shop
    const { group, thread, taps } = desk()
    await booked(stage, { firstName: '孙八' })
    await stage.moveTo('2026-03-14T08:00+08:00')
    const noShow = group.topic(thread('待办')).findLast(({ text }) => text?.includes('孙八'))
    expect(noShow?.text).toContain('到点未到')
    expect(group.topic(thread('待办')).filter(({ text }) => text?.includes('已超时')).length).toBeGreaterThan(0)
    const card = group
      .topic(thread('待办'))
      .find(({ text, buttons }) => text?.includes('孙八') && buttons.length > 0 && text.includes('到点未到'))
    await taps('未到', card && { on: card })
    await group.sees('✔ 未到店')
  })
})

describe('without a group that works', { timeout: 120_000 }, () => {
  const shop = openShop(forum)

  it('waits until the bot is let in again, and tells everything then', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    // Thread 1 is General: a group in which something was said before gives topics other numbers, as Telegram does.
    await group.member(stage.simulator.user({ firstName: '林顾问' })).says('大家好')
    group.kicksBot()
    const li = await booked(stage, { firstName: '李' })
    await li.sees('预约成功')
    expect(group.topics).toEqual([])
    group.addsBot()
    await stage.moveTo('2026-03-02T09:11+08:00')
    const topicId = group.topics.find(({ name }) => name === '预约准备')?.id ?? -1
    await group.sees('机油滤清器', { topicId })
  })

  it('speaks in General while it may not make topics', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const topic = group.topics.find(({ name }) => name === '预约准备')
    if (topic) group.deletesTopic(topic.id)
    group.promotesBot({ can_manage_topics: false })
    await booked(stage, { firstName: '周九' })
    await stage.settled()
    await group.sees('周九', { topicId: null })
  })
})
