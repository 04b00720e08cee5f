import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { counted, firstTime, freshPlate, labels, newcomer, regular } from '../support/people.ts'
import { openRecords } from './records.ts'

/** A conversation's state is read and written at every tap, so that it stays small. */
const stateBytesAtMost = 1024

describe('from START on', () => {
  const shop = openShop()
  const records = openRecords(shop)

  it('shows language and two unticked consents on the first screen, one tap from a booking', async () => {
    const wang = shop.stage.customer()
    await wang.start()
    expect(labels(wang)).toEqual([
      '● 中文',
      'English',
      '☐ 服务提醒',
      '☐ 优惠活动',
      '📅 马上预约',
      '先看看',
      '👩‍💼 找顾问',
    ])
    await wang.taps('☐ 优惠活动')
    await wang.taps('☑ 优惠活动')
    await wang.taps('English')
    await wang.sees('welcome to the service desk')
    await wang.taps('中文')
    await wang.taps('📅 马上预约')
    await wang.sees('车牌')
    const { consents } = await records.customerOf(wang)
    expect(consents.map(({ granted }) => granted)).toEqual([false, false])
  })

  it('asks for consents once: the next START leads to the menu', async () => {
    const wang = await newcomer(shop.stage)
    await wang.start()
    await wang.sees('今天想办点什么')
  })

  it('greets whoever greets, and welcomes thanks', async () => {
    const wang = await newcomer(shop.stage)
    await wang.says('你好')
    await wang.sees('您好！')
    await wang.says('谢谢！')
    await wang.sees('不客气')
    await wang.taps('📅 预约')
    await wang.says('在吗')
    await wang.sees('车牌')
  })

  it('offers everything from the menu', async () => {
    const wang = await newcomer(shop.stage)
    for (const [label, words] of [
      ['📅 预约', '车牌'],
      ['🗓 我的预约', '您现在没有预约'],
      ['🚗 我的车', '还没有登记您的车'],
      ['👤 我的资料', '手机：未填'],
      ['👩‍💼 找顾问', '已经帮您叫顾问了'],
      ['📍 门店', '今天营业 08:30–12:00, 13:00–18:00'],
    ] as const) {
      await wang.says('/menu')
      await wang.taps(label)
      await wang.sees(words)
    }
  })

  it('books in four taps from the menu, with a record of at most 1 kB at every step', async () => {
    const wang = await regular(shop.stage)
    const sizes: number[] = []
    const then = (label: string) => async () => {
      const { flow } = await records.conversationOf(wang)
      sizes.push(mongoose.mongo.BSON.calculateObjectSize({ state: flow?.state }))
      return label
    }
    for (const path of [then('📅 预约'), then('常规保养')]) await wang.taps(await path())
    await wang.taps(await then(firstTime(wang))())
    await wang.taps(await then('✅ 确认预约')())
    await wang.sees('预约成功')
    expect(sizes).toHaveLength(4)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(stateBytesAtMost)
  })

  it('serves a whole booking in English, by taps', async () => {
    const anna = shop.stage.customer({ firstName: 'Anna', languageCode: 'en' })
    await anna.start()
    await anna.sees('Would you like to get these messages?')
    await anna.taps('📅 Book now')
    await anna.says(freshPlate())
    await anna.taps('Regular service')
    await anna.sees('Estimate')
    await anna.taps(firstTime(anna))
    await anna.sees('is on hold for you')
    await anna.sharesContact()
    await anna.sees('Please check')
    await anna.taps('👩‍🔧 Change advisor')
    await anna.taps('No preference')
    expect(await counted(anna, [() => '✅ Book it'])).toBe(1)
    await anna.sees('You’re booked')
    expect(anna.chat.some(({ venue }) => venue?.title === 'Yingke Motors Service')).toBe(true)
  })

  it('serves a whole booking in English, by words', async () => {
    const anna = shop.stage.customer({ firstName: 'Anna', languageCode: 'en' })
    await anna.start()
    await anna.says('oil change tomorrow at 3pm please')
    await anna.sees('Noted: Tue 3 Mar, 15:00')
    await anna.says(`my plate is ${freshPlate()}`)
    await anna.sharesContact()
    await anna.sees('Tomorrow, Tue 3 Mar, 15:00')
    await anna.says('yes please')
    await anna.sees('You’re booked')
    await anna.says('move it to Wednesday 3pm')
    await anna.says('yes')
    await anna.sees('has been moved')
    await anna.says('cancel my appointment')
    await anna.taps('Car is fine now')
    await anna.sees('is cancelled')
  })
})
