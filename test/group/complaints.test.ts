import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AdvisorAtWork, advisor, quickForum, topicOf, wordsIn } from '../desk/support.ts'
import { openBackOffice } from '../jobs/support.ts'
import { visited } from '../jobs/visited.ts'
import { openShop } from '../support/open-shop.ts'
import { booked } from '../support/people.ts'
import { complaintDesk, complaintsOf } from './complaint-desk.ts'

describe('a complaint', { timeout: 300_000 }, () => {
  const shop = openShop(quickForum)
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let manager: AdvisorAtWork
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    manager = await advisor(shop.stage, '郑经理', { role: 'manager' })
  }, 120_000)
  afterAll(() => office.close())
  const desk = () => complaintDesk(shop.stage, () => manager)

  it('beats a booking, which stays open, calls a person once, and keeps every word and picture once', async () => {
    const { group, cards, card, topic } = desk()
    const qian = await office.customer({ firstName: '钱怒' })
    await qian.says('预约')
    await qian.says('投诉你们')
    await qian.sees('投诉已经记下')
    await qian.sees('🚗')
    const handoff = await office.shop.handoffs.liveOf((await office.recordOf(qian))._id)
    expect(handoff).toMatchObject({ reason: 'complaint', words: '投诉你们' })
    expect(card('钱怒')?.text).toContain('投诉你们')
    await qian.says('投诉')
    await qian.says('保养等了三个小时，没人管')
    await qian.sendsPhoto('就是这里')
    const [only, ...more] = await complaintsOf(office, qian)
    expect(more).toEqual([])
    expect(only?.said.map(({ words }) => words)).toEqual(['投诉你们', '投诉', '保养等了三个小时，没人管', '就是这里'])
    expect(only?.acknowledgedAt).toEqual(only?.openedAt)
    expect(await office.shop.handoffs.liveOf(only?.customerId ?? '')).toMatchObject({ _id: handoff?._id })
    expect(card('钱怒')?.text).toContain('没人管')
    expect(cards('钱怒')).toHaveLength(1)
    expect(topic('钱怒').filter(({ photo }) => photo !== undefined)).toHaveLength(1)
    expect(group.topics.some(({ name }) => name === '投诉')).toBe(false)
  })

  it('is had by whoever has the chat, and the other way round', async () => {
    const { card, taps } = desk()
    const lin = await advisor(shop.stage, '林顾问')
    const tao = await office.customer({ firstName: '陶答' })
    await tao.says('投诉')
    await lin.says('非常抱歉，我来处理', { topicId: topicOf(shop.stage, '陶答') })
    expect((await complaintsOf(office, tao))[0]).toMatchObject({
      owner: { id: lin.id, name: '林顾问' },
      claimedAt: expect.any(Date),
    })
    expect(card('陶答')?.text).toContain('👤 林顾问')
    // Who takes the complaint over later leaves the chat with whom the customer knows.
    await taps('认领', '陶答').catch(() => {})
    const jiang = await office.customer({ firstName: '姜领' })
    await jiang.says('投诉')
    await taps('认领', '姜领')
    await jiang.sees('郑经理 为您服务')
    const { _id } = await office.recordOf(jiang)
    expect(await office.shop.handoffs.liveOf(_id)).toMatchObject({ ownerId: manager.id, state: 'claimed' })
    lin.leaves()
    await office.shop.advisors.leave(lin.id, 'test')
    await shop.stage.settled()
  })

  it('is noted and planned by an advisor in words of their own', async () => {
    const { card, topic } = desk()
    const yan = await office.customer({ firstName: '严电' })
    await yan.says('人工')
    const topicId = topicOf(shop.stage, '严电')
    await manager.says('/plan 换件', { topicId })
    expect(wordsIn(shop.stage, topicId)).toContain('没有投诉。')
    await manager.says('/complaint', { topicId })
    expect(wordsIn(shop.stage, topicId).at(-1)).toContain('/complaint 空调还是不凉')
    await manager.says('/complaint 电话里说异响还在', { topicId })
    await yan.sees('投诉已经记下')
    await manager.says('/plan 周五前免费更换', { topicId })
    expect((await complaintsOf(office, yan))[0]).toMatchObject({
      source: 'advisor',
      said: [{ words: '电话里说异响还在' }],
      plan: { words: '周五前免费更换', by: manager.id },
      owner: { name: '郑经理' },
    })
    expect(card('严电')?.text).toMatch(/电话里说异响还在[\s\S]*方案：周五前免费更换/)
    expect(topic('严电').some(({ text }) => text === '/plan 周五前免费更换')).toBe(true)
    expect(yan.transcript()).not.toContain('周五前免费更换')
  })

  it('is opened by a poor score with the score’s visit, leads to a free rework, and survives a block', async () => {
    const { card, taps } = desk()
    const he = await visited(shop.stage, office, '2026-03-17T11:00+08:00', { firstName: '何差' })
    await shop.stage.moveTo('2026-03-18T11:00+08:00')
    await he.user.taps('2')
    await he.user.taps('维修质量')
    await he.user.taps('📞 请经理联系我')
    await he.user.says('刹车还是响')
    const [complaint] = await complaintsOf(office, he.user)
    expect(complaint).toMatchObject({ source: 'survey', visitId: he.visitId, wantsCall: true })
    expect(complaint?.said.map(({ words }) => words)).toEqual(['刹车还是响'])
    expect(card('何差')?.text).toMatch(/⭐ 2 分[\s\S]*刹车还是响[\s\S]*请经理致电/)
    await he.user.taps('🔧 预约返修')
    await he.user.sees('本次免费')
    const time = he.user
      .screen()
      ?.buttons.flat()
      .find(({ label }) => /\d\d:\d\d/.test(label))
    await he.user.taps(time?.label ?? '')
    await he.user.taps('✅ 确认预约')
    await he.user.sees('预约成功')
    const [rework] = await office.shop.appointments.upcoming(he.customerId)
    expect(rework).toMatchObject({
      source: { kind: 'rework', ref: he.visitId },
      quote: { lowFen: 0, highFen: 0 },
      concern: [{ words: '刹车还是响' }],
    })
    // Pressed again it leads to what is booked, and not to another one.
    await he.user.taps('🔧 预约返修', { on: await he.user.sees('2 分，记下了') })
    await he.user.sees('您的预约')
    await he.user.blocks()
    await taps('认领', '何差')
    await taps('已解决', '何差')
    await shop.stage.moveTo('2026-03-20T12:00+08:00')
    await taps('回访：不满意', '何差')
    expect((await complaintsOf(office, he.user))[0]).toMatchObject({ state: 'open', rounds: 2 })
  })

  it('of an advisor’s is told to the customer, and nobody is surveyed meanwhile', async () => {
    const { user, customerId, visitId } = await visited(shop.stage, office, '2026-03-23T11:00+08:00', {
      firstName: '许静',
    })
    const said = [{ words: '电话里说空调没修好', media: [], saidAt: shop.stage.present() }]
    const facts = { customerId, visitId, source: 'advisor' as const, said, acknowledged: false, by: 'lin' }
    await office.shop.complaints.open({ ...facts, id: 'cmp_phone' })
    await office.shop.complaints.open({ ...facts, id: 'cmp_phone' })
    await shop.stage.settled()
    await user.sees('投诉已经记下')
    expect((await complaintsOf(office, user))[0]?.acknowledgedAt).toEqual(shop.stage.present())
    await shop.stage.moveTo('2026-03-24T12:00+08:00')
    expect(user.chat.some(({ text }) => text?.includes('您满意吗'))).toBe(false)
  })

  it('whose customer cannot be told is told by a person', async () => {
    const { raised } = desk()
    const kong = await office.customer({ firstName: '孔远' })
    await kong.says('人工')
    const { _id: customerId } = await office.recordOf(kong)
    await kong.blocks()
    await shop.stage.moveTo('2026-03-25T10:00+08:00')
    const said = [{ words: '前台说交车晚了', media: [], saidAt: shop.stage.present() }]
    const facts = { customerId, visitId: null, source: 'advisor' as const, said, acknowledged: false, by: 'lin' }
    await office.shop.complaints.open({ ...facts, id: 'cmp_unreachable' })
    await shop.stage.settled()
    await shop.stage.moveTo('2026-03-25T10:01+08:00')
    expect(raised('孔远')).toEqual(['🚨 投诉已超时，还没告知客户已登记，请 郑经理 处理'])
    await office.shop.complaints.claim('cmp_unreachable', { id: manager.id, name: '郑经理' })
    expect(await office.shop.complaints.get('cmp_unreachable')).toMatchObject({
      acknowledgedAt: new Date('2026-03-25T10:01+08:00'),
    })
  })

  it('keeps what a flood of 200 messages says, each once, on one card', async () => {
    const { cards, topic } = desk()
    const user = await booked(shop.stage, { firstName: '施洪' })
    await user.says('投诉')
    const said: string[] = []
    const words = Array.from({ length: 200 }, (_, i) => `第${i + 1}句，真的很生气`)
    const hands = shop.stage.simulator.user({ id: user.id })
    while (words.length > said.length) {
      for (const one of words.slice(said.length, said.length + 50)) said.push((await hands.says(one)).text ?? '')
      await shop.stage.settled()
    }
    const [complaint] = await complaintsOf(office, user)
    expect(complaint?.said.map((one) => one.words).toSorted()).toEqual(['投诉', ...words].toSorted())
    expect(cards('施洪')).toHaveLength(1)
    const passedOn = topic('施洪')
      .filter(({ id }) => id !== cards('施洪')[0]?.id)
      .flatMap(({ text = '' }) => text.split('\n'))
      .flatMap((line) => /第\d+句，真的很生气/u.exec(line) ?? [])
    expect(passedOn).toEqual(words)
  })
})
