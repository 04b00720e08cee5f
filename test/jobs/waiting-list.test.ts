import { describe, expect, it } from 'vitest'
import type { Stage } from '../../src/demo/stage.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { openShop } from '../support/open-shop.ts'
import { firstTime, freshPlate, labels, newcomer, regular } from '../support/people.ts'
import { smallShopFile } from '../support/small-shop.ts'

/** Somebody who has the only wheel alignment of a day, and people who wait for it, the first in line first. */
async function fullDay(stage: Stage, day: string, waiting: number): Promise<[SimUser, ...SimUser[]]> {
  const holder = await regular(stage)
  await holder.taps('📅 预约')
  await holder.taps('四轮定位')
  await holder.taps('📅 其他日期')
  while (!labels(holder).some((label) => label.startsWith(day))) await holder.taps('后一周 ▶')
  await holder.taps(day)
  await holder.taps(firstTime(holder))
  await holder.taps('✅ 确认预约')
  await holder.sees('预约成功')
  const line: SimUser[] = []
  for (let n = 0; n < waiting; n++) {
    const one = await regular(stage)
    await one.taps('📅 预约')
    await one.taps('四轮定位')
    await one.taps('📅 其他日期')
    await one.taps(`${day} 约满`)
    await one.sees('已经约满了')
    await one.taps('🔔 加入候补')
    await one.sees('已加入候补')
    line.push(one)
  }
  return [holder, ...line]
}

async function cancels(user: SimUser): Promise<void> {
  await user.says('取消预约')
  await user.taps('时间不合适')
  await user.sees('已取消')
}

const told = (user: SimUser) => user.chat.filter((message) => message.text?.includes('有空位了')).length

describe('the waiting list in the chat', { timeout: 120_000 }, () => {
  const shop = openShop({ shopFile: smallShopFile() })

  it('offers cancelled time to the first in line, who books it in one tap', async () => {
    const [holder, li, wang] = await fullDay(shop.stage, '3/3 周二', 2)
    await cancels(holder)
    await li?.sees('有空位了')
    expect(wang && told(wang)).toBe(0)
    await li?.taps('✅ 接受')
    const booked = await li?.sees('预约成功')
    expect(booked?.text).toContain('15:00')
    expect(li?.chat.some((message) => message.document)).toBe(true)
    await wang?.says('我的预约')
    await wang?.taps('🔔 我的候补')
    await wang?.sees('您正在候补')
    await wang?.taps('退出 3/3 周二')
    await wang?.sees('已退出候补')
  })

  it('goes to the next at once when it is not wanted, and by itself when nobody answers in time', async () => {
    const { stage } = shop
    const [holder, li, wang, zhao] = await fullDay(stage, '3/4 周三', 3)
    await cancels(holder)
    await li?.taps('不用了')
    await li?.sees('您还在候补名单上')
    await wang?.sees('有空位了')
    await stage.moveTo('2026-03-02T09:14:59+08:00')
    expect(zhao && told(zhao)).toBe(0)
    await stage.moveTo('2026-03-02T09:15+08:00')
    await zhao?.sees('有空位了')
    await wang?.sees('没有等到您的答复')
    await zhao?.taps('✅ 接受')
    await zhao?.sees('预约成功')
  })

  it('passes over who has blocked the bot, and answers a late tap with how things stand', async () => {
    const [holder, li, wang] = await fullDay(shop.stage, '3/5 周四', 2)
    await li?.blocks()
    await cancels(holder)
    await wang?.sees('有空位了')
    await wang?.taps('不用了')
    await wang?.sees('您还在候补名单上')
    await wang?.taps('✅ 接受')
    await wang?.sees('不再为您保留')
  })

  it('offers time that is freed by a move, by night only after the quiet hours', async () => {
    const { stage } = shop
    const [holder, li] = await fullDay(stage, '3/6 周五', 1)
    await stage.moveTo('2026-03-02T21:00+08:00')
    await holder.says('改到周六下午三点')
    await holder.taps('✅ 确认改期')
    await holder.sees('改期成功')
    await stage.moveTo('2026-03-03T08:59+08:00')
    expect(li && told(li)).toBe(0)
    await stage.moveTo('2026-03-03T09:00+08:00')
    await li?.sees('有空位了')
    expect(li?.screen()?.text).toContain('15:15')
  })

  it('waits for any day of a week, or of two that were named, as one wish', async () => {
    const { stage } = shop
    const [tuesday] = await fullDay(stage, '3/17 周二', 0)
    const [thursday] = await fullDay(stage, '3/19 周四', 0)
    const li = await regular(stage)
    await li.taps('📅 预约')
    await li.taps('四轮定位')
    await li.taps('📅 其他日期')
    while (!labels(li).some((label) => label.startsWith('3/17'))) await li.taps('后一周 ▶')
    await li.taps('3/17 周二 约满')
    await li.taps('🔔 那周哪天都行')
    const joined = await li.sees('已加入候补')
    expect(joined.text).toContain('3月17日 周二 或 3月19日 周四')

    const wang = await regular(stage)
    await wang.says('3月17号或者3月19号做四轮定位')
    await wang.sees('这几天都约满了')
    await wang.taps('🔔 都行，加入候补')
    await wang.sees('3月17日 周二 或 3月19日 周四')

    await cancels(thursday)
    const asked = await li.sees('有空位了')
    expect(asked.text).toContain('3月19日')
    await li.taps('✅ 接受')
    await li.sees('预约成功')
    await cancels(tuesday)
    await wang.sees('有空位了')
    await wang.taps('✅ 接受')
    await wang.sees('3月17日')
    expect([li, wang].map(told)).toEqual([1, 1])
  })

  it('waits for a span that was said, and is taken off it by one tap', async () => {
    const { stage } = shop
    for (const day of ['3/24 周二', '3/25 周三', '3/26 周四']) await fullDay(stage, day, 0)
    const li = await regular(stage)
    await li.says('3月24号到26号做四轮定位')
    await li.taps('🔔 加入候补')
    await li.sees('3月24日 周二 – 3月26日 周四')
    await li.says('我的预约')
    await li.taps('🔔 我的候补')
    await li.taps('退出 3/24 周二起')
    await li.sees('已退出候补')
  })

  it('asks for the phone at joining, and waits for the very time that was asked for', async () => {
    const { stage } = shop
    const [holder] = await fullDay(stage, '3/10 周二', 0)
    const li = await newcomer(stage)
    await li.says('下周二下午三点做四轮定位')
    await li.says(freshPlate())
    await li.taps('🔔 加入候补')
    await li.sharesContact()
    const joined = await li.sees('已加入候补')
    expect(joined.text).toContain('15:00')
    await cancels(holder)
    await li.taps('✅ 接受')
    await li.sees('预约成功')
  })
})
