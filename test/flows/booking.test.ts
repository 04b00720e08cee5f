import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { booked, firstTime, freshPlate, labels, newcomer, regular } from '../support/people.ts'

describe('booking in the chat', () => {
  const shop = openShop()

  it('takes a newcomer from START to a booked appointment', async () => {
    const li = shop.stage.customer({ firstName: '李' })
    await li.start()
    await li.sees('服务提醒')
    await li.taps('☐ 服务提醒')
    await li.sees('☑ 服务提醒')
    await li.sees('☐ 优惠活动')
    await li.taps('📅 马上预约')
    await li.sees('车牌')
    await li.says(freshPlate())
    await li.sees('第1步/共3步')
    await li.taps('常规保养')
    for (const words of ['预估', '约 1小时', '机油', '质保', '☕']) await li.sees(words)
    await li.taps(firstTime(li))
    await li.sharesContact()
    await li.sees('请核对')
    await li.taps('✅ 确认预约')
    await li.sees('预约成功')
    expect(li.chat.some((message) => message.venue)).toBe(true)
    const ics = li.chat.find((message) => message.document)?.document?.bytes.toString('utf8') ?? ''
    expect(ics).toContain('BEGIN:VEVENT')
    expect(ics).toMatch(/SEQUENCE:0/)
  })

  it('takes four taps from the menu', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps(firstTime(wang))
    await wang.taps('✅ 确认预约')
    await wang.sees('预约成功')
  })

  it('takes one tap after a sentence that names the service and an exact time', async () => {
    const wang = await regular(shop.stage)
    await wang.says('后天上午十点保养')
    await wang.sees('3月4日')
    await wang.sees('10:00')
    expect(wang.chat.some((message) => message.text?.includes('预约成功'))).toBe(false)
    await wang.taps('✅ 确认预约')
    await wang.sees('预约成功')
  })

  it('asks for the km once it is made, where they are unknown or old, and not again', async () => {
    const wang = await booked(shop.stage)
    await wang.sees('现在开了多少公里')
    await wang.taps('🧭 填一下里程')
    await wang.says('3.2万')
    await wang.sees('32,000 公里')
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps(firstTime(wang))
    await wang.taps('✅ 确认预约')
    await wang.sees('预约成功')
    expect(wang.screen()?.text).not.toContain('多少公里')
    expect(labels(wang)).not.toContain('🧭 填一下里程')
  })

  it('takes two taps to book the same again', async () => {
    const wang = await booked(shop.stage)
    await wang.says('取消预约')
    await wang.taps('时间不合适')
    await wang.taps('🔁 重新预约')
    await wang.taps('✅ 确认预约')
    await wang.sees('预约成功')
  })

  it('moves an appointment in three taps and raises the calendar file’s SEQUENCE', async () => {
    const wang = await booked(shop.stage)
    await wang.taps('🕐 改期')
    await wang.taps(firstTime(wang))
    await wang.taps('✅ 确认改期')
    await wang.sees('改期成功')
    const files = wang.chat.flatMap(({ document }) => (document ? [document.bytes.toString('utf8')] : []))
    expect(files.at(-1)).toMatch(/SEQUENCE:1/)
    const uid = (file = '') => /UID:(.+)/.exec(file)?.[1]
    expect(uid(files.at(-1))).toBe(uid(files[0]))
  })

  it('cancels in two taps, the safe button first', async () => {
    const wang = await booked(shop.stage)
    await wang.taps('取消预约')
    expect(labels(wang)[0]).toBe('保留预约')
    await wang.taps('车没问题了')
    await wang.sees('已取消')
    await wang.says('我的预约')
    await wang.sees('没有预约')
  })

  it('reaches a person with one tap and keeps the booking open', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps('👤 人工')
    await wang.sees('已经帮您叫顾问了')
    await wang.taps(firstTime(wang))
    await wang.sees('请核对')
  })

  it('holds a chosen time: of two who want the last one, one sees other times', async () => {
    const [wang, zhao] = [await regular(shop.stage), await regular(shop.stage)]
    for (const user of [wang, zhao]) {
      await user.taps('📅 预约')
      await user.taps('四轮定位')
    }
    const wanted = firstTime(wang)
    await Promise.all([wang.taps(wanted), zhao.taps(wanted)])
    const got = [wang, zhao].filter((user) => user.screen()?.text?.includes('请核对'))
    expect(got).toHaveLength(1)
    const other = got[0] === wang ? zhao : wang
    expect(labels(other)).not.toContain(wanted)
    await got[0]?.taps('✖ 取消')
    await other.taps('📅 其他日期')
  })

  it('gives a hold back after five minutes', async () => {
    const [wang, zhao] = [await regular(shop.stage), await regular(shop.stage)]
    await wang.taps('📅 预约')
    await wang.taps('四轮定位')
    const wanted = firstTime(wang)
    await wang.taps(wanted)
    const [day = '', hour = ''] = [wanted.slice(0, -6), wanted.slice(-5)]
    await zhao.taps('📅 预约')
    await zhao.taps('四轮定位')
    await zhao.taps('📅 其他日期')
    await zhao.taps(day)
    expect(labels(zhao)).not.toContain(hour)
    const later = new Date(shop.stage.present().getTime() + 6 * 60_000)
    await shop.stage.moveTo(later.toISOString())
    await zhao.taps('◀ 返回')
    await zhao.taps(day)
    expect(labels(zhao)).toContain(hour)
  })

  it('keeps the customer’s own words and pictures, and adds an edit instead of overwriting', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    const said = await wang.says('过减速带时右前轮咯噔响')
    await wang.sees('过减速带时右前轮咯噔响')
    await wang.sendsPhoto('就是这里')
    await wang.sendsVoice()
    await wang.sees('语音不会自动转成文字')
    await wang.edits(said, '过减速带时左前轮咯噔响')
    await wang.sees('原话仍然保留')
    await wang.sees('过减速带时右前轮咯噔响')
    await wang.sees('过减速带时左前轮咯噔响')
    await wang.taps('下一步 ▶')
    await wang.sees('故障检查')
  })

  it('adds a second item to the visit', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps('＋ 加一项')
    expect(labels(wang)).not.toContain('常规保养')
    await wang.taps('刹车片更换')
    await wang.sees('常规保养 + 刹车片更换')
  })

  it('finds a day and an hour through the week’s strip', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps('📅 其他日期')
    expect(labels(wang).some((label) => label.includes('休息'))).toBe(true)
    await wang.taps('3/6 周五')
    await wang.taps('14:00')
    await wang.sees('3月6日 周五 14:00')
  })

  it('lets the customer choose the advisor', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps(firstTime(wang))
    await wang.taps('👩‍🔧 换顾问')
    const advisor = labels(wang).find((label) => label.endsWith('顾问'))
    await wang.taps(advisor ?? '')
    await wang.sees(`服务顾问：${advisor}`)
  })

  it('recognises what a newcomer types out of the blue', async () => {
    const wang = await newcomer(shop.stage)
    await wang.says('我想做个保养')
    await wang.sees('车牌')
    await wang.says(freshPlate())
    await wang.sees('常规保养')
    await wang.sees('为您挑了合适的时间')
  })
})
