import { beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { type AdvisorAtWork, advisor, asking, quickForum } from '../desk/support.ts'
import { openShop } from '../support/open-shop.ts'

describe('a case that was handled well', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let boss: AdvisorAtWork
  let li: Awaited<ReturnType<typeof asking>>
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问')
    boss = await advisor(shop.stage, '陈经理', { role: 'manager' })
    li = await asking(shop.stage, '欧阳无痕')
    await li.user.says('我的车 粤B12345 刹车有异响，电话 13800138000')
    await lin.says('欧阳先生抱歉，今天就给您查', { topicId: li.topicId })
  }, 120_000)

  const group = () => shop.stage.group as SimGroup
  const last = () => group().topic(li.topicId).at(-1)
  const shared = () => group().topics.find(({ name }) => name === '案例分享')
  const story = () =>
    shared()
      ? group()
          .topic(shared()?.id ?? 0)
          .find(({ text }) => text?.startsWith('📚'))
      : undefined

  it('is written up without the people in it, and shown to its author before anybody', async () => {
    await lin.says('/case 欧阳先生的异响：先道歉再检查', { topicId: li.topicId })
    const draft = last()
    expect(draft?.text).toContain('先道歉再检查')
    expect(draft?.text).toContain('刹车有异响')
    for (const trace of ['无痕', '12345', '13800138000', '欧阳']) expect(draft?.text).not.toContain(trace)
    await boss.taps('✅ 没问题', { on: draft })
    expect(shared()).toBe(undefined)
    await lin.taps('✅ 没问题', { on: draft })
  })

  it('is released by a manager, found by words, and rated once by each', async () => {
    const waiting = group()
      .topic(li.topicId)
      .find(({ text }) => text?.includes('等经理发布'))
    await lin.taps('📢 发布', { on: waiting })
    expect(story()).toBe(undefined)
    await boss.taps('📢 发布', { on: waiting })
    expect(story()?.text).toContain('先道歉再检查')
    await boss.taps('👍 有用 0', { on: story() })
    await boss.taps('👍 有用 1', { on: story() })
    expect(
      story()
        ?.buttons.flat()
        .map(({ label }) => label),
    ).toEqual(['👍 有用 1'])
    await lin.says('/cases 异响', { topicId: li.topicId })
    expect(last()?.text).toContain('先道歉再检查')
    await lin.says('/cases 轮胎', { topicId: li.topicId })
    expect(last()?.text).toBe('没有找到相关案例。')
    expect(li.user.transcript()).not.toContain('先道歉再检查')
  })
})
