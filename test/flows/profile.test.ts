import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { booked, labels, newcomer, regular } from '../support/people.ts'
import { openRecords } from './records.ts'

describe('我的资料', () => {
  const shop = openShop()
  const records = openRecords(shop)

  it('keeps a ledger of each consent with its words, time and source', async () => {
    const wang = shop.stage.customer()
    await wang.start()
    await wang.taps('☐ 服务提醒')
    await wang.taps('先看看')
    await wang.taps('👤 我的资料')
    await wang.sees('服务提醒：接收')
    await wang.sees('优惠活动：不接收')
    await wang.taps('🔔 消息设置')
    await wang.taps('☐ 优惠活动')
    await wang.sees('已打开「优惠活动」')
    await wang.taps('☑ 服务提醒')
    await wang.says('退订')
    await wang.sees('已关闭「优惠活动」')
    const { consents } = await records.customerOf(wang)
    expect(consents.map(({ purpose, granted, source }) => [purpose, granted, source])).toEqual([
      ['service', true, 'start'],
      ['marketing', false, 'start'],
      ['marketing', true, 'profile'],
      ['service', false, 'profile'],
      ['marketing', false, 'word'],
    ])
    for (const { textVersion, at } of consents) {
      expect(textVersion).toMatch(/^\d{4}-\d\d$/)
      expect(at).toBeInstanceOf(Date)
    }
  })

  it('proves a phone by the customer’s own contact only', async () => {
    const wang = await newcomer(shop.stage)
    await wang.taps('👤 我的资料')
    await wang.sees('手机：未填')
    await wang.taps('📱 手机号')
    await wang.says('13800001234')
    await wang.sees('没法确认是您本人')
    await wang.forwardsContact()
    await wang.sees('不是您本人的')
    await wang.sharesContact({ phone_number: '+8613900001111' })
    expect((await records.customerOf(wang)).phone).toBeNull()
    await wang.sharesContact()
    await wang.sees('已验证')
    expect((await records.customerOf(wang)).phone).toBe(wang.phone)
    expect(wang.keyboard).toBeNull()
  })

  it('moves the chat to the record that holds the phone already', async () => {
    const phone = '+8613700005555'
    const old = await booked(shop.stage, { phone })
    const again = await newcomer(shop.stage, { phone })
    await again.says('我的预约')
    await again.sees('没有预约')
    await again.says('我的资料')
    await again.taps('📱 手机号')
    await again.sharesContact()
    await again.says('我的预约')
    expect(labels(again)).toContain('🕐 改期')
    expect((await records.customerOf(again))._id).toBe((await records.customerOf(old))._id)
    const merged = await records.collection<{ kind: string; state: string }>('tasks').findOne({ kind: 'check-merge' })
    expect(merged?.state).toBe('open')
  })

  it('changes how the customer is called', async () => {
    const wang = await newcomer(shop.stage)
    await wang.taps('👤 我的资料')
    await wang.taps('✏️ 称呼')
    await wang.says('12345')
    await wang.sees('1 到 40 个字')
    await wang.says('王先生')
    await wang.sees('好的，王先生')
    await wang.taps('🏠 主菜单')
    await wang.sees('王先生，今天想办点什么')
  })

  it('speaks English everywhere from the tap on', async () => {
    const wang = await newcomer(shop.stage, { firstName: 'Anna' })
    await wang.taps('👤 我的资料')
    await wang.taps('English')
    await wang.sees('My details')
    expect(labels(wang)).toContain('🏠 Main menu')
    for (const words of ['/menu', '/book', '/mine', '/me', '/human', '人工', '退订']) {
      await wang.says(words)
      const text = [wang.screen()?.text, ...labels(wang)].join('\n').replaceAll(/中文|粤\w+/g, '')
      expect(text).not.toMatch(/\p{Script=Han}/u)
    }
    await wang.says('/me')
    await wang.taps('中文')
    await wang.sees('我的资料')
  })

  it('tells what it knows and hands it out as a file', async () => {
    const wang = await booked(shop.stage)
    await wang.says('我的资料')
    await wang.taps('🔒 隐私')
    await wang.sees('车辆：1 条')
    await wang.sees('预约：1 条')
    await wang.taps('📄 导出资料')
    const file = wang.chat.findLast(({ document }) => document?.name === 'my-details.json')?.document
    const held = JSON.parse(file?.bytes.toString('utf8') ?? '{}')
    expect(held.data.customers.records[0].phone).toBe(wang.phone)
    expect(held.data.appointments).toHaveLength(1)
  })

  it('erases every trace of a person, after a check, and says farewell', async () => {
    const firstName = '欧阳无痕'
    const wang = await regular(shop.stage, { firstName, phone: '+8613600007777' })
    const { _id: customerId } = await records.customerOf(wang)
    const vehicle = await records.collection<{ plate: string }>('vehicles').findOne({ customerId })
    await wang.taps('📅 预约')
    await wang.says('过坎的时候底盘哐当响')
    await wang.sendsPhoto('就是这个角')
    await wang.taps('下一步 ▶')
    await wang.taps(labels(wang).find((label) => /\d\d:\d\d/.test(label)) ?? '')
    await wang.taps('✅ 确认预约')
    await wang.says('我要投诉你们太慢')
    await wang.says('我的资料')
    await wang.taps('🔒 隐私')
    await wang.taps('🗑 删除资料')
    await wang.sees('还有预约')
    await wang.taps('🗓 看预约')
    await wang.taps('取消预约')
    await wang.taps('其他原因')
    await wang.says('我的资料')
    await wang.taps('🔒 隐私')
    await wang.taps('🗑 删除资料')
    expect(labels(wang)[0]).toBe('保留我的资料')
    await wang.taps('确定全部删除')
    await wang.sees('已经全部删除')

    const traces = [firstName, '13600007777', vehicle?.plate ?? '?', '哐当', '就是这个角', '太慢', customerId]
    const left = (await records.everything()).flatMap(({ collection, text }) =>
      traces.filter((trace) => text.includes(trace)).map((trace) => `${trace} in ${collection}`),
    )
    // What was booked when, and that somebody complained, stays the shop's own record, under an id that leads to nobody.
    const kept = /^cus_\w+ in (?:appointments|visits|complaints|surveys|tasks|vehicles|agenda|outbox)$/
    expect(left.filter((one) => !kept.test(one))).toEqual([])

    await wang.taps('👋 重新开始')
    await wang.sees('服务提醒')
    expect((await records.customerOf(wang))._id).not.toBe(customerId)
  })
})
