import { describe, expect, it } from 'vitest'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { openShop } from '../support/open-shop.ts'
import { booked, counted, firstTime, labels, newcomer } from '../support/people.ts'

describe('我的预约', () => {
  const shop = openShop()

  /** A regular service, and a wheel alignment on that day of March at ten. */
  async function bookedTwice(day: number): Promise<SimUser> {
    const user = await booked(shop.stage)
    await user.says(`3月${day}日上午十点四轮定位`)
    await user.taps('✅ 确认预约')
    return user
  }

  it('offers a booking to whoever has none, by tap or by a time typed there', async () => {
    const wang = await newcomer(shop.stage)
    await wang.taps('🗓 我的预约')
    await wang.sees('您现在没有预约')
    await wang.says('明天下午三点')
    await wang.sees('记下了：3月3日 周二 15:00')
    await wang.says('我的预约')
    await wang.taps('📅 预约')
    await wang.sees('车牌')
  })

  it('lists several with what each is for, and shows the one that is tapped', async () => {
    const wang = await bookedTwice(10)
    await wang.says('我的预约')
    for (const words of ['常规保养', '四轮定位', '3/10 周二 10:00']) await wang.sees(words)
    await wang.taps('3/10 周二 10:00')
    await wang.sees('四轮定位')
    await wang.taps('◀ 返回')
    expect(wang.screen()?.text).toContain('点一个查看')
  })

  it('asks which of several is to be moved, and keeps the time that was typed', async () => {
    const wang = await bookedTwice(12)
    await wang.says('改到3月11日下午三点')
    await wang.sees('哪一个改到 3月11日 周三 15:00')
    await wang.taps('3/12 周四 10:00')
    await wang.sees('➜ 3月11日 周三 15:00')
    await wang.taps('✅ 确认改期')
    await wang.sees('改期成功')
    await wang.says('取消')
    await wang.sees('要取消哪一个')
    await wang.taps('3/11 周三 15:00')
    await wang.taps('其他原因')
    await wang.sees('已取消 3月11日 周三 15:00')
  })

  it.each(['改到后天下午三点', 'move it to Wednesday 3pm', '改期到3月4日15:00'])(
    'moves by “%s”, after a check and one tap',
    async (words) => {
      const wang = await booked(shop.stage)
      await wang.says(words)
      await wang.sees('请核对改期')
      await wang.sees('➜ 后天 3月4日 周三 15:00')
      await wang.taps('✅ 确认改期')
      await wang.sees('改期成功')
      await wang.sees('3月4日 周三 15:00')
    },
  )

  it('takes a typed yes for the check', async () => {
    const wang = await booked(shop.stage)
    await wang.says('改到3月17日下午三点')
    await wang.says('好的')
    await wang.sees('改期成功')
  })

  it('moves through the week’s strip, back and forth', async () => {
    const wang = await booked(shop.stage)
    await wang.taps('🕐 改期')
    await wang.sees('改好之前一直为您保留')
    await wang.taps('📅 其他日期')
    await wang.taps('后一周 ▶')
    await wang.taps('◀ 返回')
    await wang.taps('3/8 周日 休息')
    await wang.sees('这一天门店休息')
    await wang.taps('3/6 周五')
    await wang.taps('◀ 返回')
    await wang.taps('3/6 周五')
    await wang.taps('16:00')
    await wang.sees('➜ 3月6日 周五 16:00')
    await wang.taps('保留原时间')
    await wang.sees('🗓 您的预约')
  })

  it('never suggests the time one wants to move away from, and says so when it is typed', async () => {
    const wang = await booked(shop.stage)
    await wang.says('改到3月9日上午十点')
    await wang.taps('✅ 确认改期')
    await wang.taps('🕐 改期')
    await wang.says('3月9日')
    expect(labels(wang)).not.toContain('3/9 周一 10:00')
    await wang.says('3月9日上午十点')
    await wang.sees('您约的就是这个时间')
  })

  it('asks with at most three buttons when a time may mean several', async () => {
    const wang = await booked(shop.stage)
    await wang.taps('🕐 改期')
    await wang.says('周一下午三点')
    await wang.sees('您说的是哪个时间')
    const options = labels(wang).filter((label) => /\d\d:\d\d/.test(label))
    expect(options.length).toBeGreaterThan(1)
    expect(options.length).toBeLessThanOrEqual(3)
    await wang.taps(options.at(-1) ?? '')
    await wang.sees('请核对改期')
  })

  it.each([
    ['今天上午八点半', '已经过去'],
    ['3月8日上午十点', '3月8日 周日门店休息'],
    ['6月20日下午三点', '30 天以内'],
    ['2月31日', '日历上没有这一天'],
    ['明天晚上十点', '那天营业 08:30–12:00, 13:00–18:00'],
  ])('explains kindly that “%s” cannot be, and changes nothing', async (words, why) => {
    const wang = await booked(shop.stage)
    await wang.taps('🕐 改期')
    await wang.says(words)
    await wang.sees(why)
    expect(labels(wang)).toContain(firstTime(wang))
  })

  it('puts a photo with the appointment that is looked at', async () => {
    const wang = await bookedTwice(13)
    await wang.says('我的预约')
    await wang.taps('3/13 周五 10:00')
    await wang.sendsPhoto('就是这只胎')
    await wang.sees('已附在 3月13日 周五 10:00 的预约上')
    await wang.sees('就是这只胎 [照片]')
    await wang.sendsVoice()
    await wang.sees('语音不会自动转成文字')
  })

  it('shows what is true now when an old message is tapped', async () => {
    const wang = await booked(shop.stage)
    const old = wang.chat.findLast(({ text }) => text?.includes('预约成功'))
    await wang.says('取消预约')
    await wang.taps('车没问题了')
    await wang.taps('🕐 改期', { on: old })
    await wang.sees('这个预约已经不在了')
  })

  it('moves in three taps, cancels in two, and books again in two', async () => {
    const wang = await booked(shop.stage)
    expect(await counted(wang, [() => '🕐 改期', () => firstTime(wang), () => '✅ 确认改期'])).toBe(3)
    await wang.sees('改期成功')
    expect(await counted(wang, [() => '取消预约', () => '去别家了'])).toBe(2)
    await wang.sees('已取消')
    expect(await counted(wang, [() => '🔁 重新预约', () => '✅ 确认预约'])).toBe(2)
    await wang.sees('预约成功')
  })
})
