import { describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { newcomer } from '../support/people.ts'
import { advisor, asking, quickForum, topicOf, wordsIn } from './support.ts'

describe('a group that changes', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)
  const group = () => shop.stage.group as SimGroup

  it('loses nothing while the bot is out of it', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const { user, topicId } = await asking(stage, '李雷')
    group().kicksBot()
    await user.says('第一句')
    await user.says('第二句')
    expect(wordsIn(stage, topicId).join()).not.toContain('第一句')
    group().addsBot()
    await stage.moveTo('2026-03-02T09:11+08:00')
    expect(wordsIn(stage, topicId).join('\n')).toMatch(/👤 ⏱\d+′ 第一句\n👤 ⏱\d+′ 第二句/)
    await lin.says('看到了', { topicId })
    await user.sees('看到了')
  })

  it('is the same group under another id: what waits arrives, buttons and answers go on', async () => {
    const { stage } = shop
    const zhou = await advisor(stage, '周顾问')
    const { user, topicId } = await asking(stage, '韩梅')
    group().migrates()
    await user.says('搬家以后')
    expect(wordsIn(stage, topicId)).toContain('👤 搬家以后')
    const card = group()
      .topic(topicId)
      .find(({ pinned }) => pinned)
    await zhou.taps('认领', card && { on: card })
    await user.sees('周顾问 为您服务')
    await zhou.says('新群也行', { topicId })
    await user.sees('新群也行')
  })
})

describe('a group in which the bot may not manage topics', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('is told what the bot needs, and has everything in General meanwhile, with a name', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    group.promotesBot({ can_manage_topics: false })
    await stage.settled()
    await group.sees('管理话题', { topicId: null })
    const li = await newcomer(stage, { firstName: '李雷' })
    await li.says('人工')
    await li.says('我的车抛锚了')
    await group.sees(/李雷[\s\S]*我的车抛锚了/, { topicId: null })
    group.promotesBot()
    await li.says('还在等')
    const topicId = topicOf(stage, '李雷')
    expect(wordsIn(stage, topicId)).toContain('👤 还在等')
    expect(group.topic(topicId).find(({ pinned }) => pinned)?.text).toContain('等待接待')
    expect(group.topic(null).filter(({ text }) => text?.includes('等待接待'))).toEqual([])
  })
})

describe('a topic whose making gets no answer', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('is made until there is one: the card stands in it, and nothing counts as perhaps sent', async () => {
    const { stage } = shop
    stage.simulator.faults.inject({ kind: 'html', status: 502 }, { methods: 'createForumTopic', times: 2 })
    const { user, topicId } = await asking(stage, '李雷')
    await user.says('第一句')
    expect(stage.group?.topic(topicId).find(({ pinned }) => pinned)?.text).toContain('李雷')
    expect(wordsIn(stage, topicId).at(-1)).toBe('👤 第一句')
    expect(stage.group?.topics).toHaveLength(1)
  })
})

describe('a group that is no forum', { timeout: 240_000 }, () => {
  const shop = openShop({ ...quickForum, group: { title: '顾问群' } })

  it('has everything in one place, and becomes a forum when somebody switches topics on', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    await advisor(stage, '林顾问')
    const li = await newcomer(stage, { firstName: '李雷' })
    await li.says('人工')
    await li.says('我的车抛锚了')
    await group.sees(/李雷[\s\S]*我的车抛锚了/)
    group.enablesTopics()
    await li.says('还在等')
    await stage.settled()
    expect(wordsIn(stage, topicOf(stage, '李雷'))).toContain('👤 还在等')
  })
})
