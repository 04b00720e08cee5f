import { describe, expect, it } from 'vitest'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import { openShop } from '../support/open-shop.ts'
import { newcomer } from '../support/people.ts'
import { advisor, asking, quickForum, told, topicOf, wordsIn } from './support.ts'

describe('topics of customers', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)
  const group = () => shop.stage.group as SimGroup

  it('each have one, which is used again the next time', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const li = await asking(stage, '李雷')
    const han = await asking(stage, '韩梅')
    expect(han.topicId).not.toBe(li.topicId)
    await li.user.says('空调不冷')
    await han.user.says('想换轮胎')
    expect(wordsIn(stage, li.topicId)).toContain('👤 空调不冷')
    expect(wordsIn(stage, han.topicId)).toContain('👤 想换轮胎')
    expect(wordsIn(stage, li.topicId).join()).not.toContain('轮胎')
    await lin.says('/close 已解决', { topicId: li.topicId })
    await li.user.says('人工')
    await li.user.says('还有一个问题')
    expect(wordsIn(stage, li.topicId).at(-1)).toBe('👤 还有一个问题')
    expect(group().topics.filter(({ name }) => name.startsWith('李雷'))).toHaveLength(1)
  })

  it('come back once when somebody deletes one, with the card, what was said last, and the pin', async () => {
    const { stage } = shop
    const wang = await asking(stage, '王五')
    for (let i = 1; i <= 22; i++) await stage.simulator.user({ id: wang.user.id }).says(`第${i}句`)
    await stage.settled()
    group().deletesTopic(wang.topicId)
    await wang.user.says('还在吗')
    await wang.user.says('喂')
    const again = topicOf(stage, '王五')
    expect(again).not.toBe(wang.topicId)
    expect(group().topics.filter(({ name }) => name.startsWith('王五'))).toHaveLength(1)
    const [, card, history, ...rest] = group()
      .topic(again)
      .filter(({ service }) => service !== 'pinned_message')
    expect(card?.pinned).toBe(true)
    expect(card?.text).toContain('王五')
    expect(history?.text).toContain('第22句')
    expect(history?.text).not.toContain('第2句')
    // It comes by itself: nobody reads the same words twice.
    expect(history?.text).not.toContain('还在吗')
    expect(rest.map(({ text }) => text)).toEqual(['👤 还在吗', '👤 喂'])
  })

  it('are opened again when somebody closed one', async () => {
    const { stage } = shop
    const zhao = await asking(stage, '赵六')
    group().closesTopic(zhao.topicId)
    await zhao.user.says('门开着吗')
    expect(wordsIn(stage, zhao.topicId)).toContain('👤 门开着吗')
    expect(group().topics.find(({ id }) => id === zhao.topicId)?.closed).toBe(false)
  })

  it('leave General and the topics of people alone', async () => {
    const { stage } = shop
    const zhou = await advisor(stage, '周顾问')
    const lunch = group().createsTopic('午饭')
    const before = group().chat.length
    await zhou.says('中午吃什么', { topicId: lunch })
    await zhou.says('/help', { topicId: lunch })
    await zhou.says('大家好')
    await zhou.sendsPhoto('菜单', { topicId: lunch })
    expect(group().chat.length - before).toBe(4)
  })
})

describe('the way to a person', { timeout: 180_000 }, () => {
  const shop = openShop(quickForum)

  it('opens when the bot did not understand twice, with the words that it did not', async () => {
    const { stage } = shop
    const sun = await newcomer(stage, { firstName: '孙七' })
    await sun.says('咕噜咕噜')
    await sun.sees('我没看懂')
    await sun.says('呱啦呱啦')
    await sun.sees('已把您的话转给顾问')
    await stage.group?.sees('呱啦呱啦', { topicId: topicOf(stage, '孙七') })
    await stage.group?.sees('机器人没听懂', { topicId: topicOf(stage, '孙七') })
  })

  it('opens with a complaint, whose card hangs in the same topic', async () => {
    const { stage } = shop
    const qian = await newcomer(stage, { firstName: '钱八' })
    await qian.says('我要投诉')
    await qian.sees('由经理亲自处理')
    await stage.group?.sees('😠 投诉', { topicId: topicOf(stage, '钱八') })
    await stage.group?.sees('前联系客户', { topicId: topicOf(stage, '钱八') })
  })

  it('tells the wait that was measured', async () => {
    const { stage } = shop
    const lin = await advisor(stage, '林顾问')
    const first = await asking(stage, '客户1')
    await first.user.sees('预计 10 分钟内回复')
    for (const nth of [2, 3, 4, 5]) await asking(stage, `客户${nth}`)
    await stage.moveTo('2026-03-02T09:04+08:00')
    for (const nth of [1, 2, 3, 4, 5]) await lin.says('您好', { topicId: topicOf(stage, `客户${nth}`) })
    const last = await asking(stage, '客户6')
    await last.user.sees('预计 4 分钟内回复')
  })

  it('tells the opening time at night, once', async () => {
    const { stage } = shop
    await stage.moveTo('2026-03-02T21:00+08:00')
    const night = await asking(stage, '夜猫')
    await night.user.sees(/明天 .*08:30 开门后第一时间回复您/)
    const before = night.user.chat.length
    await night.user.says('车灯不亮')
    expect(told(night.user, before)).toEqual([])
  })
})
