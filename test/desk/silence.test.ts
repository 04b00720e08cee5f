import { describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, firstTime } from '../support/people.ts'
import { advisor, asking, inShop, quickForum, told, topicOf, wordsIn } from './support.ts'

describe('while a person has the chat', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('the bot does not answer, reminders that can wait do, and what is about today comes', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const li = await booked(stage, { firstName: '李雷' })
    await inShop(stage, async ({ customers }) => {
      const customer = await customers.ofChat(`tg:${li.id}`)
      const reminders = { purpose: 'service' as const, granted: true, textVersion: 'test', source: 'test', by: 'test' }
      if (customer) await customers.setConsent(customer._id, reminders)
    })
    await li.says('改到明天上午十点')
    await li.taps('✅ 确认改期')
    await li.says('人工')
    const topicId = topicOf(stage, '李雷')
    await lin.says('您好', { topicId })
    const before = li.chat.length
    for (const words of ['你好', '咕噜', '呱啦', '明天下午三点', '取消预约', '早上好']) await li.says(words)
    expect(told(li, before)).toEqual([])
    await stage.moveTo('2026-03-02T17:55+08:00')
    await lin.says('我看看', { topicId })
    await li.says('好')
    await stage.moveTo('2026-03-02T18:10+08:00')
    expect(li.transcript()).not.toContain('准时到')
    await lin.says('/close 已解决', { topicId })
    await stage.moveTo('2026-03-02T18:45+08:00')
    await li.sees('准时到')

    await li.says('人工')
    await lin.says('在的', { topicId })
    await li.says('明天再说')
    await stage.moveTo('2026-03-03T08:05+08:00')
    await li.sees('迎客路100号')
    await lin.says('/close 已解决', { topicId })
  })

  it('the customer’s booking buttons keep working, and the advisor sees what was tapped', async () => {
    const { stage } = shop
    const zhou = await advisor(stage, '周顾问')
    const wang = await booked(stage, { firstName: '王五' })
    await wang.says('人工')
    const topicId = topicOf(stage, '王五')
    await zhou.says('您自己改一下时间吧', { topicId })
    await wang.taps('🏠 主菜单')
    await wang.taps('我的预约')
    await wang.taps('改期')
    const time = firstTime(wang)
    await wang.taps(time)
    await wang.taps('✅ 确认改期')
    await wang.sees('改期成功')
    const seen = wordsIn(stage, topicId).join('\n')
    for (const label of ['🔘 🏠 主菜单', '🔘 🕐 改期', `🔘 ${time}`, '🔘 ✅ 确认改期']) expect(seen).toContain(label)
    await zhou.says('收到', { topicId })
    await wang.sees('收到')
  })

  it('the customer can go on with the bot, and is told so once', async () => {
    const { stage } = shop
    const { user, topicId } = await asking(stage, '赵六')
    await user.taps('🤖 继续自助')
    await user.sees('我们继续自助办理')
    const card = (stage.group as SimGroup).topic(topicId).find(({ pinned }) => pinned)
    expect(card?.text).toContain('客户继续自助')
    expect(told(user).filter((text) => text.includes('结束'))).toEqual([])
    await user.says('菜单')
    await user.sees('📅 预约')
  })
})

describe('the bot comes back', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('after half an hour without a word, says so once, and not while a reply is owed', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const { user, topicId } = await asking(stage, '李雷')
    await lin.says('您好', { topicId })
    await user.says('在吗')
    await stage.moveTo('2026-03-02T09:45+08:00')
    expect(user.transcript()).not.toContain('没有新消息')
    await lin.says('在的', { topicId })
    await stage.moveTo('2026-03-02T10:10+08:00')
    expect(user.transcript()).not.toContain('没有新消息')
    await stage.moveTo('2026-03-02T11:00+08:00')
    expect(told(user).filter((text) => text.includes('先由我继续为您服务'))).toHaveLength(1)
    expect(told(user).filter((text) => text.includes('结束了'))).toEqual([])
    await user.says('菜单')
    await user.sees('📅 预约')
  })

  it('and a customer who asks again within three days has the same advisor, if they are there', async () => {
    const { stage } = shop
    await advisor(stage, '沈顾问', { profileId: 'zhou' })
    await advisor(stage, '何顾问', { profileId: 'zhou' })
    const he = await advisor(stage, '夏顾问', { profileId: 'lin' })
    const { user, topicId } = await asking(stage, '王五')
    await he.says('您好', { topicId })
    await he.says('/close 已解决', { topicId })
    await stage.moveTo('2026-03-04T10:00+08:00')
    await user.says('人工')
    const card = () => (stage.group as SimGroup).topic(topicId).find(({ pinned }) => pinned)
    expect(card()?.text).toContain('请 夏顾问 接待')
    await he.says('又见面了', { topicId })
    await he.says('/close 已解决', { topicId })
    await stage.moveTo('2026-03-04T17:30+08:00')
    await user.says('人工')
    expect(card()?.text).not.toContain('夏顾问')
  })
})
