import { beforeAll, describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { until } from '../support/until.ts'
import { type AdvisorAtWork, advisor, asking, quickForum, told, wordsIn } from './support.ts'

describe('whose chat it is', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)
  let lin: AdvisorAtWork
  let zhou: AdvisorAtWork
  beforeAll(async () => {
    lin = await advisor(shop.stage, '林顾问')
    zhou = await advisor(shop.stage, '周顾问')
  }, 120_000)

  const card = (topicId: number) => (shop.stage.group as SimGroup).topic(topicId).find(({ pinned }) => pinned)
  const questions = (topicId: number) =>
    (shop.stage.group as SimGroup).topic(topicId).filter(({ text }) => text?.includes('您的话还没有发出'))

  it('is of who replies first, or who claims it, and the customer is told once who is there', async () => {
    const { stage } = shop
    const li = await asking(stage, '李雷')
    await lin.says('您好', { topicId: li.topicId })
    await lin.says('请讲', { topicId: li.topicId })
    expect(told(li.user).filter((text) => text.includes('林顾问 为您服务'))).toHaveLength(1)
    expect(told(li.user).slice(-3)).toEqual(['👩‍🔧 林顾问 为您服务，请直接打字。', '您好', '请讲'])
    expect(card(li.topicId)?.text).toContain('✅ 林顾问 接待中')
    expect(
      card(li.topicId)
        ?.buttons.flat()
        .map(({ label }) => label),
    ).toEqual(['转给…', '结束', '代预约'])

    const han = await asking(stage, '韩梅')
    const shown = card(han.topicId)
    await zhou.taps('认领', shown && { on: shown })
    await until(() => zhou.user.toasts.includes('您来接待'))
    await han.user.sees('周顾问 为您服务')
    await lin.taps('认领', shown && { on: shown })
    await until(() => lin.user.toasts.includes('这位客户由同事接待'))
  })

  it('is asked about when a colleague answers too: their words wait, and go once', async () => {
    const { stage } = shop
    const { user, topicId } = await asking(stage, '王五')
    await lin.says('/claim', { topicId })
    await zhou.says('我也在', { topicId })
    expect(user.transcript()).not.toContain('我也在')
    const [question] = questions(topicId)
    expect(question?.text).toContain('由 林顾问 接待')
    await zhou.taps('仍然发送', question && { on: question })
    await zhou.taps('仍然发送', question && { on: question })
    expect(told(user).filter((text) => text === '我也在')).toHaveLength(1)
    expect(questions(topicId)).toEqual([])
    expect(card(topicId)?.text).toContain('林顾问 接待中')

    await zhou.says('这个我熟', { topicId })
    const [again] = questions(topicId)
    await zhou.taps('转给我', again && { on: again })
    await user.sees('周顾问 为您服务')
    expect(told(user).at(-1)).toBe('这个我熟')
    expect(card(topicId)?.text).toContain('周顾问 接待中')
    await zhou.says('不用再问我', { topicId })
    expect(told(user).at(-1)).toBe('不用再问我')
  })

  it('is given to a colleague by a button or by name, which the customer is told', async () => {
    const { stage } = shop
    const { user, topicId } = await asking(stage, '赵六')
    await lin.says('您好', { topicId })
    await lin.taps('转给…', { on: card(topicId) as never })
    await lin.taps('周顾问')
    await user.sees('周顾问 为您服务')
    expect(wordsIn(stage, topicId)).toContain('已转给 周顾问')
    await stage.moveTo('2026-03-02T09:01+08:00')
    await zhou.says('/transfer 林', { topicId })
    expect(told(user).at(-1)).toBe('👩‍🔧 林顾问 为您服务，请直接打字。')
    await lin.says('/transfer 没这个人', { topicId })
    await stage.group?.sees('转给谁', { topicId })
  })

  it('is over with a reason, told once, and only its owner or a manager ends it', async () => {
    const { stage } = shop
    const { user, topicId } = await asking(stage, '孙七')
    await lin.says('您好', { topicId })
    await zhou.says('/close 走了', { topicId })
    await stage.group?.sees('这位客户由同事接待', { topicId })
    await lin.taps('结束', { on: card(topicId) as never })
    await lin.taps('改为电话联系')
    await user.sees('这次咨询结束了（改为电话联系）')
    await lin.says('/close 又一次', { topicId })
    expect(told(user).filter((text) => text.includes('结束了'))).toHaveLength(1)
    expect(card(topicId)?.text).toContain('☑️ 已结束：改为电话联系')
    expect(
      card(topicId)
        ?.buttons.flat()
        .map(({ label }) => label),
    ).toEqual(['代预约'])

    const wu = await asking(stage, '吴九')
    await lin.says('您好', { topicId: wu.topicId })
    const boss = await advisor(stage, '郑经理', { role: 'manager' })
    await boss.says('/close 已解决', { topicId: wu.topicId })
    await wu.user.sees('这次咨询结束了（已解决）')
  })

  it('can be begun by an advisor who writes first', async () => {
    const { stage } = shop
    const { user, topicId } = await asking(stage, '周十')
    await lin.says('/close 已解决', { topicId })
    const before = user.chat.length
    await zhou.says('上次的刹车片到了', { topicId })
    expect(told(user, before)).toEqual(['👩‍🔧 周顾问 为您服务，请直接打字。', '上次的刹车片到了'])
    await user.says('太好了')
    expect(wordsIn(stage, topicId).at(-1)).toBe('👤 太好了')
  })
})
