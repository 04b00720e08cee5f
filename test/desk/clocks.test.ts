import { describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { advisor, asking, quickForum, told, wordsIn } from './support.ts'

describe('the clock of a customer who waits', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  const card = (topicId: number) => (shop.stage.group as SimGroup).topic(topicId).find(({ pinned }) => pinned)

  it('reminds the advisor at half of it, and gives the chat to others at the end of it', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问', { profileId: 'zhou' })
    await advisor(stage, '郑经理', { role: 'manager' })
    const { user, topicId } = await asking(stage, '李雷')
    expect(card(topicId)?.text).toContain('请 林顾问 接待')
    await lin.says('//我先看看车', { topicId })
    await stage.moveTo('2026-03-02T09:06+08:00')
    expect(wordsIn(stage, topicId)).toContain('⏰ 林顾问，客户在等回复，时间过半了。')
    await stage.moveTo('2026-03-02T09:11+08:00')
    expect(wordsIn(stage, topicId).filter((text) => text.includes('郑经理 请安排'))).toHaveLength(1)
    await lin.says('抱歉久等', { topicId })
    await user.sees('抱歉久等')
    await stage.moveTo('2026-03-02T09:30+08:00')
    expect(wordsIn(stage, topicId).filter((text) => text.startsWith('🚨'))).toHaveLength(1)
  })

  it('stands still over lunch and night', async () => {
    const { stage } = shop
    await stage.moveTo('2026-03-02T11:57+08:00')
    const { topicId } = await asking(stage, '午休')
    const raised = () => wordsIn(stage, topicId).filter((text) => /^[⏰🚨]/u.test(text)).length
    await stage.moveTo('2026-03-02T12:59+08:00')
    expect(raised()).toBe(0)
    await stage.moveTo('2026-03-02T13:03+08:00')
    expect(raised()).toBe(1)
    await stage.moveTo('2026-03-02T13:09+08:00')
    expect(raised()).toBe(2)
  })

  it('goes on with somebody on duty when its owner goes home', async () => {
    const { stage } = shop
    const early = await advisor(stage, '早班', { profileId: 'lin' })
    await stage.moveTo('2026-03-02T16:40+08:00')
    const { user, topicId } = await asking(stage, '韩梅')
    await early.says('您好', { topicId })
    await stage.moveTo('2026-03-02T16:55+08:00')
    await user.says('还有一件事')
    await stage.moveTo('2026-03-02T17:02+08:00')
    expect(card(topicId)?.text).toContain('请 林顾问 接待')
  })

  it('waits for the morning when everybody has gone, and says so once in twelve hours', async () => {
    const { stage } = shop
    await stage.moveTo('2026-03-02T19:00+08:00')
    const { user, topicId } = await asking(stage, '王五')
    await user.sees(/明天 .*08:30 开门后第一时间回复您/)
    await user.says('车在路边')
    await stage.moveTo('2026-03-02T20:00+08:00')
    await user.says('喂')
    expect(told(user).filter((text) => text.includes('🌙'))).toEqual([])
    await stage.moveTo('2026-03-03T07:10+08:00')
    await user.says('早')
    await user.says('有人吗')
    expect(told(user).filter((text) => text.includes('🌙'))).toHaveLength(1)
    expect(wordsIn(stage, topicId).some((text) => text.startsWith('⏰'))).toBe(false)
    await stage.moveTo('2026-03-03T09:01+08:00')
    expect(card(topicId)?.text).toMatch(/请 (林顾问|早班|郑经理) 接待/)
  })
})
