import { describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { booked, firstTime, freshPlate, labels, newcomer, regular } from '../support/people.ts'

describe('whatever a customer sends', () => {
  const shop = openShop()

  it.each([
    ['emoji alone', '😀😀😀🚗'],
    ['4,096 characters', '刹车响'.repeat(1365)],
    ['right-to-left words', 'مرحبا أريد موعدا'],
    ['zalgo', 'Z̷̢̛a̸̡l̵̨g̷o̶'],
    ['a lone surrogate’s neighbourhood', '👩‍🔧\u200d\ufe0f'],
    ['what looks like markup', '<b>*_`[x](y)</b>'],
  ])('answers %s with a sentence and buttons', async (_, text) => {
    const wang = await newcomer(shop.stage)
    await wang.says(text)
    expect(labels(wang).length).toBeGreaterThan(0)
    expect(wang.screen()?.text).toBeTruthy()
  })

  it.each(['😀😀😀', '刹车响'.repeat(1365), 'مرحبا', '<b>*_`'])(
    'keeps %s as a concern, word for word',
    async (text) => {
      const wang = await regular(shop.stage)
      await wang.taps('📅 预约')
      await wang.taps('💬 说说故障')
      await wang.says(text)
      await wang.taps('下一步 ▶')
      await wang.taps(firstTime(wang))
      await wang.sees('请核对')
    },
  )

  it('greets people with names of every kind', async () => {
    for (const firstName of ['ش‎يماء', 'Z̷̢̛a̸̡l̵̨g̷o̶', '😀', '<script>', 'a'.repeat(64)]) {
      const user = await newcomer(shop.stage, { firstName })
      expect(labels(user)).toContain('📅 预约')
    }
  })

  it('answers stickers and places without losing the step', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.sendsSticker()
    await wang.sees('没看懂')
    await wang.sendsLocation()
    await wang.taps('常规保养')
    await wang.sees('预估')
  })

  it('refuses a contact that is not the sender’s own', async () => {
    const wang = shop.stage.customer()
    await wang.start()
    await wang.taps('📅 马上预约')
    await wang.says(freshPlate())
    await wang.taps('常规保养')
    await wang.taps(firstTime(wang))
    await wang.forwardsContact()
    expect(wang.chat.some((message) => message.text?.includes('预约成功') || message.text?.includes('请核对'))).toBe(
      false,
    )
    await wang.sharesContact()
    await wang.sees('请核对')
  })

  it('answers an album once', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('💬 说说故障')
    const before = wang.chat.filter(({ from }) => from === 'bot').length
    await wang.sendsAlbum(5, '都在这里')
    await wang.sees('[照片]')
    expect(wang.chat.filter(({ from }) => from === 'bot').length).toBeLessThanOrEqual(before + 1)
    expect(wang.screen()?.text?.match(/\[照片\]/g)).toHaveLength(5)
  })

  it('obeys a command in the middle of a flow and gives the hold back', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('四轮定位')
    const wanted = firstTime(wang)
    await wang.taps(wanted)
    await wang.says('/menu')
    await wang.taps('📅 预约')
    await wang.taps('四轮定位')
    expect(labels(wang)).toContain(wanted)
  })

  it('answers a second phone’s tap on the same screen with a toast, and books once', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    await wang.taps('常规保养')
    await wang.taps(firstTime(wang))
    const screen = wang.screen()
    await Promise.all([
      wang.taps('✅ 确认预约', { on: screen }),
      wang.taps('✅ 确认预约', { on: screen }).catch(() => {}),
    ])
    expect(wang.chat.filter((message) => message.text?.includes('预约成功'))).toHaveLength(1)
    await wang.says('我的预约')
    await wang.sees('您的预约')
    expect(labels(wang)).toContain('🕐 改期')
  })

  it('answers a button of three days ago with the present truth', async () => {
    const wang = await regular(shop.stage)
    await wang.taps('📅 预约')
    const old = wang.screen()
    await wang.taps('常规保养')
    const later = new Date(shop.stage.present().getTime() + 3 * 86_400_000)
    await shop.stage.moveTo(later.toISOString())
    const data = old?.buttons.flat()[0]?.data ?? ''
    await wang.tapsData(data, wang.screen())
    expect(wang.lastToast).toContain('过期')
    expect(labels(wang).some((label) => /\d\d:\d\d/.test(label))).toBe(true)
  })

  it('takes no button made for somebody else, and none made up', async () => {
    const [wang, zhao] = [await booked(shop.stage), await regular(shop.stage)]
    const foreign =
      wang.chat.flatMap(({ buttons }) => buttons.flat()).find(({ label }) => label === '取消预约')?.data ?? ''
    await zhao.tapsData(foreign, zhao.screen())
    expect(zhao.lastToast).toContain('用不了')
    for (const data of ['x', 'aaaaaaaas1~go~book', foreign.slice(0, -1), '💥'.repeat(10)]) {
      await zhao.tapsData(data, zhao.screen())
      expect(zhao.lastToast).toContain('用不了')
    }
    await wang.says('我的预约')
    expect(labels(wang)).toContain('🕐 改期')
  })

  it.each([
    ['粤B1234', '车牌'],
    ['粤BI2345', 'I'],
    ['B12345', '车牌'],
    ['粤B123456789', '车牌'],
    ['hello', '车牌'],
  ])('explains what is wrong with the plate %s', async (plate, words) => {
    const wang = shop.stage.customer()
    await wang.start()
    await wang.taps('📅 马上预约')
    await wang.says(plate)
    await wang.sees(words)
    await wang.says(freshPlate())
    await wang.sees('第1步/共3步')
  })

  it.each(['昨天下午三点', '2月30日', '3月8日上午十点', '12月31日', '2025年3月5日', '31 February'])(
    'says kindly that %s cannot be, and shows times that can',
    async (text) => {
      const wang = await regular(shop.stage)
      await wang.taps('📅 预约')
      await wang.taps('常规保养')
      await wang.says(text)
      expect(wang.screen()?.text).not.toContain('请核对')
      expect(labels(wang).some((label) => /\d\d:\d\d/.test(label))).toBe(true)
    },
  )

  it('knows that prices, plates, phones and mileages are no times', async () => {
    const wang = await regular(shop.stage)
    for (const text of ['300块', '13800001234', '粤B54321', '30000公里', '5分']) {
      await wang.says(text)
      expect(wang.screen()?.text).not.toContain('请核对')
      expect(wang.screen()?.text).not.toContain('记下了')
    }
  })
})
