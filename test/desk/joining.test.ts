import { describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { newcomer } from '../support/people.ts'
import { until } from '../support/until.ts'
import { advisor, asking, inShop, now, quickForum, told, topicOf, unhurried, wordsIn } from './support.ts'

describe('who may act', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('is who opened an invitation, which works once and for a week', async () => {
    const { stage } = shop
    const invited = await inShop(stage, (s) => s.advisors.invite({ role: 'advisor', profileId: 'lin', by: 'operator' }))
    const token = 'token' in invited ? invited.token : ''
    const lin = stage.customer({ firstName: '林顾问' })
    await lin.start(token)
    await lin.sees('您已登记为服务顾问')
    const other = stage.customer({ firstName: '路人' })
    await other.start(token)
    await other.sees('已经有人用过了')
    const late = await inShop(stage, (s) => s.advisors.invite({ role: 'manager', profileId: null, by: 'operator' }))
    await stage.moveTo('2026-03-10T09:00+08:00')
    const slow = stage.customer({ firstName: '迟到' })
    await slow.start('token' in late ? late.token : '')
    await slow.sees('已经过期')
    await slow.start('adv_00000000000000000000000000000000')
    await slow.sees('邀请链接不对')
  })

  it('is nobody else: strangers and anonymous administrators are told, and nothing they say or press counts', async () => {
    const { stage } = shop
    const group = stage.group as SimGroup
    const { user, topicId } = await asking(stage, '李雷')
    const stranger = stage.simulator.user({ firstName: '路过' })
    const hands = unhurried(stage, group.member(stranger))
    const before = user.chat.length
    await hands.says('我是顾问', { topicId })
    await hands.sendsPhoto('看', { topicId })
    await hands.says('/close 再见', { topicId })
    await hands.says('//悄悄话', { topicId })
    expect(wordsIn(stage, topicId).filter((text) => text.includes('还没有登记为顾问'))).toHaveLength(1)
    const card = group.topic(topicId).find(({ pinned }) => pinned)
    await hands.taps('认领', card && { on: card })
    await until(() => stranger.toasts.some((toast) => toast.includes('只有登记过的顾问可以操作')))
    const chat = { id: group.id, type: 'supergroup' as const, title: '顾问群' }
    stage.simulator.deliver({
      message: {
        message_id: 999_001,
        date: Math.floor(stage.present().getTime() / 1000),
        chat,
        from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
        sender_chat: chat,
        text: '我是匿名的',
        message_thread_id: topicId,
        is_topic_message: true,
      },
    })
    await stage.settled()
    await group.sees('匿名管理员的话不会发给客户', { topicId })
    expect(told(user, before)).toEqual([])
  })

  it('is nobody who has left: what they had is offered to others', async () => {
    const { stage } = shop
    const zhou = await advisor(stage, '周顾问', { profileId: 'zhou' })
    const { user, topicId } = await asking(stage, '韩梅')
    await zhou.says('/claim', { topicId })
    await zhou.says('您好', { topicId })
    await advisor(stage, '沈顾问')
    await user.says('还有个问题')
    await inShop(stage, (s) => s.advisors.leave(zhou.id, 'operator'))
    const card = () => (stage.group as SimGroup).topic(topicId).find(({ pinned }) => pinned)
    await stage.group?.sees('请 沈顾问 接待', { topicId })
    const late = await zhou.says('我还在', { topicId })
    expect(user.transcript()).not.toContain('我还在')
    expect(now(stage, late)?.reactions).toEqual([])
    expect(card()?.text).not.toContain('周顾问')
  })
})

describe('an advisor who is also a customer', { timeout: 240_000 }, () => {
  const shop = openShop(quickForum)

  it('is served like any other, in their own topic and in others’', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const zhou = await advisor(stage, '周顾问')
    await lin.user.says('人工')
    const own = topicOf(stage, '林顾问')
    await lin.user.says('我自己的车也该保养了')
    expect(wordsIn(stage, own)).toContain('👤 我自己的车也该保养了')
    await zhou.says('好，明天？', { topicId: own })
    await lin.user.sees('好，明天？')
    const li = await newcomer(stage, { firstName: '李雷' })
    await li.says('人工')
    await lin.says('您好', { topicId: topicOf(stage, '李雷') })
    await li.sees('您好')
    expect(wordsIn(stage, own)).not.toContain('👤 您好')
    await zhou.says('/close 已解决', { topicId: own })
    await lin.user.sees('这次咨询结束了')
    expect(li.transcript()).not.toContain('结束了')
  })
})
