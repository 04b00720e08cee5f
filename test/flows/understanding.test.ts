import { describe, expect, it } from 'vitest'
import { globalWord } from '../../flows/global-words.ts'
import type { Complaint } from '../../src/shop/complaints/complaint.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, labels, newcomer, regular } from '../support/people.ts'
import { openRecords } from './records.ts'

const leadsTo = (text: string) => {
  const word = globalWord(text)
  return word && `${word.enter}.${word.entry}`
}

describe('a word that wins over everything', () => {
  it.each([
    ['人工', 'human.call'],
    ['转人工', 'human.call'],
    ['请转人工客服', 'human.call'],
    ['找顾问', 'human.call'],
    ['human', 'human.call'],
    ['I want to talk to a human', 'human.call'],
    ['投诉', 'human.complain'],
    ['我要投诉你们的服务', 'human.complain'],
    ['I want to make a complaint', 'human.complain'],
    ['退订', 'profile.optOut'],
    ['TD', 'profile.optOut'],
    ['t', 'profile.optOut'],
    ['拒收', 'profile.optOut'],
    ['STOP', 'profile.optOut'],
    ['不要再发了', 'profile.optOut'],
    ['改期', 'appointments.move'],
    ['我想改个时间', 'appointments.move'],
    ['reschedule my appointment', 'appointments.move'],
    ['取消', 'appointments.cancel'],
    ['取消预约吧', 'appointments.cancel'],
    ['不去了', 'appointments.cancel'],
    ['来不了了', 'appointments.cancel'],
    ['cancel', 'appointments.cancel'],
    ['please cancel my booking', 'appointments.cancel'],
    ['我的预约', 'appointments.open'],
    ['预约', 'booking.start'],
    ['菜单', 'menu.open'],
  ])('%s leads to %s', (text, where) => {
    expect(leadsTo(text)).toBe(where)
  })

  it.each([
    '空调取消不了',
    '人工费多少',
    '工时费和人工费怎么算',
    '定速巡航取消不掉',
    '导航语音取消以后没声音',
    'the cruise control will not cancel',
    'my car will not stop squeaking',
    '保养提醒灯怎么消',
    '粤B12345',
    '32000',
  ])('%s is none', (text) => {
    expect(leadsTo(text)).toBeNull()
  })

  it('lets a complaint beat a booking, and a person beat a cancellation', () => {
    expect(leadsTo('我要投诉，取消预约')).toBe('human.complain')
    expect(leadsTo('人工，我要取消')).toBe('human.call')
  })
})

describe('what is typed out of the blue', () => {
  const shop = openShop()
  const records = openRecords(shop)

  it.each([
    ['/menu', '今天想办点什么'],
    ['/book', '需要做什么'],
    ['/mine', '您现在没有预约'],
    ['/me', '我的资料'],
    ['/human', '已经帮您叫顾问了'],
    ['/nonsense', '今天想办点什么'],
  ])('%s answers as its button does', async (command, words) => {
    const wang = await regular(shop.stage)
    await wang.says(command)
    await wang.sees(words)
  })

  it('books an oil change in English, and does not take “change” for a move', async () => {
    const wang = await booked(shop.stage)
    await wang.says('oil change on March 12 at 10am')
    await wang.sees('请核对：')
    await wang.sees('3月12日 周四 10:00')
  })

  it('keeps words that tell of a fault beside the item they name, word for word', async () => {
    const wang = await regular(shop.stage)
    await wang.says('刹车有点响，3月12日下午三点能来吗')
    await wang.sees('刹车片更换')
    await wang.taps('✅ 确认预约')
    await wang.says('我的预约')
    await wang.sees('刹车有点响，3月12日下午三点能来吗')
  })

  it.each(['方向盘抖得厉害', '刹车有异响', '空调不制冷', 'there is a strange noise from the front left'])(
    'opens a booking with a fault, whether it names an item or not, word for word: %s',
    async (words) => {
      const wang = await regular(shop.stage)
      await wang.says(words)
      const { flow } = await records.conversationOf(wang)
      expect(flow).toMatchObject({ name: 'booking', state: { concern: [{ words }] } })
    },
  )

  it.each(['好热啊', '我手机坏了', 'what a beautiful day'])('takes no chit-chat for a fault: %s', async (words) => {
    const wang = await regular(shop.stage)
    await wang.says(words)
    await wang.sees('没看懂。可以点')
  })

  it('keeps no concern of words that only order an item', async () => {
    const wang = await regular(shop.stage)
    await wang.says('我想做个保养')
    await wang.sees('为您挑了合适的时间')
    const { flow } = await records.conversationOf(wang)
    expect(flow?.state).toMatchObject({ itemIds: ['maintenance'], concern: [] })
  })

  it('echoes a time typed before anything else is known, and uses it later', async () => {
    const wang = await regular(shop.stage)
    await wang.says('3月13日下午两点')
    await wang.sees('记下了：3月13日 周五 14:00')
    await wang.taps('常规保养')
    await wang.sees('请核对：')
    await wang.sees('3月13日 周五 14:00')
  })

  it('asks when a time may mean several, and books the one that is tapped', async () => {
    const wang = await regular(shop.stage)
    await wang.says('周一下午三点保养')
    await wang.sees('您说的是哪个时间')
    const [option = ''] = labels(wang).filter((label) => label.includes('3月9日'))
    await wang.taps(option)
    await wang.sees('3月9日 周一 15:00')
  })

  it('takes an edit of a typed answer as the answer', async () => {
    const wang = await newcomer(shop.stage)
    await wang.taps('📅 预约')
    const said = await wang.says('粤B1234')
    await wang.sees('少了几位')
    await wang.edits(said, '粤B12349')
    await wang.sees('需要做什么')
  })

  it('offers a person when it does not understand twice in a row', async () => {
    const wang = await newcomer(shop.stage)
    await wang.says('嘟嘟嘟')
    await wang.sees('没看懂。可以点')
    await wang.says('嗒嗒嗒')
    await wang.sees('还是没看懂')
    await wang.says('你好')
    await wang.says('嘟嘟嘟')
    await wang.sees('没看懂。可以点')
  })

  it('keeps every complaint, and calls one advisor a day', async () => {
    const wang = await newcomer(shop.stage)
    for (const words of ['投诉：等太久', '投诉：地板脏', '人工', '真人']) await wang.says(words)
    const { _id } = await records.customerOf(wang)
    const tasks = await records.collection<{ kind: string; words: string }>('tasks').find({ 'about.id': _id }).toArray()
    expect(tasks.map(({ words }) => words)).toEqual(['人工'])
    const complaints = await records.collection<Complaint>('complaints').find({ customerId: _id }).toArray()
    expect(complaints.map(({ said }) => said.map(({ words }) => words))).toEqual([['投诉：等太久', '投诉：地板脏']])
  })

  it('takes an order for an order though a complaint was told a moment ago', async () => {
    const wang = await regular(shop.stage)
    await wang.says('投诉：等太久')
    await wang.says('保养等了三个小时，下次不来了')
    await wang.sees('原话已交给经理')
    await wang.says('下周三上午保养')
    expect(labels(wang).some((label) => /\d\d:\d\d/.test(label))).toBe(true)
  })

  it('says when it is closed and from when somebody is there', async () => {
    const wang = await newcomer(shop.stage)
    await shop.stage.moveTo('2026-03-07T20:00+08:00')
    await wang.says('人工')
    await wang.sees('现在不在营业时间')
    await wang.sees('3月9日 周一 08:30')
  })
})
