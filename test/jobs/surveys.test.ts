import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Survey } from '../../src/shop/surveys/survey.ts'
import type { SimMessage } from '../../src/simulator/people/sim-message.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { misfitsOf } from '../flows/fits.ts'
import { openShop } from '../support/open-shop.ts'
import { chatOf, openBackOffice } from './support.ts'
import { deliver, visited } from './visited.ts'

describe('the survey after a visit', { timeout: 180_000 }, () => {
  const shop = openShop()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
  })
  afterAll(() => office.close())

  const surveyIn = (user: SimUser) => user.chat.filter(({ text }) => text?.includes('您满意吗'))
  const dataOf = ({ buttons }: SimMessage, label: string) =>
    buttons.flat().find((one) => one.label === label)?.data ?? ''
  const answered = async (id: string) => (await office.shop.surveys.get(id)) as Survey

  it('comes 24 hours after the delivery, is kept at the first tap, and changes in place', async () => {
    const { user, surveyId } = await visited(shop.stage, office, '2026-03-03T11:00+08:00')
    await shop.stage.moveTo('2026-03-04T10:59+08:00')
    expect(surveyIn(user)).toEqual([])
    await shop.stage.moveTo('2026-03-04T11:00+08:00')
    const [asked] = surveyIn(user)
    expect(misfitsOf(asked ?? { buttons: [] })).toEqual([])
    const messages = user.chat.length
    await user.taps('5', asked && { on: asked })
    expect((await answered(surveyId)).answers).toMatchObject([{ score: 5 }])
    expect(user.chat.length).toBe(messages)
    const thanks = await user.sees('谢谢！5 分')
    expect(thanks.id).toBe(asked?.id)
    await user.taps('顾问服务', { on: thanks })
    await user.taps('等待时间', { on: await user.sees('✓ 顾问服务') })
    expect((await answered(surveyId)).causes).toEqual(['advisor', 'time'])
    expect(user.chat.length).toBe(messages)
    // A changed mind within a day is a new version; the old one is kept.
    await user.taps('3', { on: await user.sees('✓ 等待时间') })
    await user.sees('非常抱歉')
    expect((await answered(surveyId)).answers.map(({ score }) => score)).toEqual([5, 3])
    await shop.stage.moveTo('2026-03-05T11:30+08:00')
    await user.taps('1')
    expect((await answered(surveyId)).answers.map(({ score }) => score)).toEqual([5, 3])
    await user.sees('评价已经结束')
  })

  it('counts once when it is tapped twice, and from two phones of one customer', async () => {
    const { user, surveyId, customerId } = await visited(shop.stage, office, '2026-03-06T11:00+08:00')
    const second = await office.customer()
    const phone = { id: (await office.recordOf(second))._id, chat: chatOf(second), phone: user.phone, by: 'test' }
    expect(await office.shop.customers.verifyPhone(phone)).toMatchObject({ _id: customerId })
    await shop.stage.moveTo('2026-03-07T11:00+08:00')
    const all = [user, second].flatMap((one) => surveyIn(one).map((asked) => ({ one, asked })))
    expect(all).toHaveLength(1)
    const [{ one, asked } = {}] = all
    await Promise.all([one?.taps('4', asked && { on: asked }), one?.taps('4', asked && { on: asked })])
    expect((await answered(surveyId)).answers).toMatchObject([{ score: 4 }])
    const other = one === user ? second : user
    await other.says('5分')
    expect((await answered(surveyId)).answers.map(({ score }) => score)).toEqual([4, 5])
  })

  it('is answered by words, which do not take what is meant for the appointment', async () => {
    const { user, surveyId } = await visited(shop.stage, office, '2026-03-09T11:00+08:00')
    await office.books(user, '2026-03-11T10:00+08:00')
    await shop.stage.moveTo('2026-03-10T12:00+08:00')
    for (const words of ['55', '5点到', '5分钟', '晚5分钟']) {
      await user.says(words)
      expect((await answered(surveyId)).answers).toEqual([])
    }
    // 5点到 began a booking, which is not gone on with.
    await user.says('菜单')
    await user.says('2, 刹车还是响')
    const { answers, comments } = await answered(surveyId)
    expect(answers).toMatchObject([{ score: 2 }])
    expect(comments).toMatchObject([{ words: '刹车还是响' }])
    await user.says('昨天等了两个小时，师傅也不解释')
    await user.sendsPhoto('你们看')
    await user.sendsVoice()
    await user.sees('顾问会亲自听')
    expect((await answered(surveyId)).comments.map(({ words, media }) => words || media[0]?.kind)).toEqual([
      '刹车还是响',
      '昨天等了两个小时，师傅也不解释',
      '你们看',
      'voice',
    ])
    await user.says('人工')
    await user.sees('已经帮您叫顾问了')
  })

  it('leaves what is going on as it is', async () => {
    const { user, surveyId } = await visited(shop.stage, office, '2026-03-12T11:00+08:00')
    await user.says('预约')
    const items = await user.sees('四轮定位')
    await shop.stage.moveTo('2026-03-13T11:00+08:00')
    await user.taps('4', { on: await user.sees('您满意吗') })
    expect((await answered(surveyId)).answers).toMatchObject([{ score: 4 }])
    await user.taps('四轮定位', { on: items })
    await user.sees('其他日期')
    // A time is being chosen: a bare number is no score, a plain one is.
    await user.says('5')
    expect((await answered(surveyId)).answers.map(({ score }) => score)).toEqual([4])
    await user.says('5分')
    expect((await answered(surveyId)).answers.map(({ score }) => score)).toEqual([4, 5])
    await user.taps('✖ 取消')
  })

  it('is nobody else’s', async () => {
    const { user, surveyId, customerId } = await visited(shop.stage, office, '2026-03-14T11:00+08:00')
    const stranger = await office.customer()
    const { _id: strangerId } = await office.recordOf(stranger)
    await shop.stage.moveTo('2026-03-15T11:00+08:00')
    const asked = await user.sees('您满意吗')
    expect(await office.shop.surveys.answer(surveyId, strangerId, 1)).toMatchObject({ refused: 'survey-unknown' })
    const [score] = asked.buttons.flat()
    await stranger.tapsData(score?.data ?? '')
    await stranger.says('1分')
    expect((await answered(surveyId)).answers).toEqual([])
    for (const whose of [strangerId, customerId]) expect(await office.shop.complaints.openOf(whose)).toEqual([])
    // Nor is a look for nothing at a car that is not theirs, or that they are content with.
    await user.taps('2', { on: asked })
    const rework = dataOf(await user.sees('非常抱歉'), '🔧 预约返修')
    await stranger.tapsData(rework)
    await user.taps('5', { on: await user.sees('非常抱歉') })
    await user.tapsData(rework)
    for (const one of [stranger, user]) expect(one.transcript()).not.toContain('本次免费')
  })

  it('is over after 72 hours', async () => {
    const { user, surveyId, customerId } = await visited(shop.stage, office, '2026-03-16T11:00+08:00')
    await shop.stage.moveTo('2026-03-17T11:00+08:00')
    const asked = await user.sees('您满意吗')
    await shop.stage.moveTo('2026-03-20T10:59+08:00')
    expect(await office.shop.surveys.openFor(customerId)).toMatchObject({ _id: surveyId })
    await shop.stage.moveTo('2026-03-20T11:00+08:00')
    await user.taps('1', { on: asked })
    await user.sees('评价已经结束')
    await user.says('1分')
    expect(await answered(surveyId)).toMatchObject({ state: 'asked', answers: [] })
    expect(await office.shop.complaints.openOf(customerId)).toEqual([])
  })

  it('with a middling score leads to the manager, whom one who is closed can call again', async () => {
    const { user, customerId } = await visited(shop.stage, office, '2026-03-23T11:00+08:00')
    await shop.stage.moveTo('2026-03-24T11:00+08:00')
    await user.taps('3')
    await user.says('洗车不干净')
    expect(await office.shop.complaints.openOf(customerId)).toEqual([])
    const call = dataOf(await user.sees('非常抱歉'), '📞 请经理联系我')
    await user.taps('📞 请经理联系我')
    const [complaint] = await office.shop.complaints.openOf(customerId)
    expect(complaint).toMatchObject({ source: 'survey', wantsCall: true, said: [{ words: '洗车不干净' }] })
    const id = complaint?._id ?? ''
    const by = { id: 'operator', name: 'operator' }
    await office.shop.complaints.resolve(id, by)
    await shop.stage.moveTo('2026-03-26T12:00+08:00')
    expect(await office.shop.complaints.secondContact(id, true, by)).toMatchObject({ state: 'closed' })
    await user.tapsData(call)
    expect(await office.shop.complaints.openOf(customerId)).toMatchObject([{ _id: id, rounds: 2, wantsCall: true }])
  })

  it('waits for the morning, and comes once in 30 days; whether they recommend us is asked later and seldom', async () => {
    const { user, visitId } = await visited(shop.stage, office, '2026-04-01T17:55+08:00')
    const nextDay = await office.books(user, '2026-04-08T16:00+08:00')
    await shop.stage.moveTo('2026-04-02T17:55+08:00')
    expect(surveyIn(user)).toHaveLength(1)
    await deliver(shop.stage, office, nextDay._id, '2026-04-08T17:30+08:00')
    await shop.stage.moveTo('2026-04-10T12:00+08:00')
    expect(surveyIn(user)).toHaveLength(1)
    await shop.stage.moveTo('2026-05-06T17:54+08:00')
    expect(user.chat.some(({ text }) => text?.includes('推荐给亲友'))).toBe(false)
    await shop.stage.moveTo('2026-05-06T17:55+08:00')
    await user.taps('9', { on: await user.sees('推荐给亲友') })
    expect(await answered(`nps:${visitId}`)).toMatchObject({ kind: 'nps', answers: [{ score: 9 }] })
  })

  it('is not sent without consent, and a customer who blocks the bot in the middle keeps their answer', async () => {
    const { user, surveyId } = await visited(shop.stage, office, '2026-05-08T11:00+08:00')
    const silent = await office.customer({ consents: false })
    const booked = await office.books(silent, '2026-05-08T14:00+08:00')
    await deliver(shop.stage, office, booked._id, '2026-05-08T16:00+08:00')
    await shop.stage.moveTo('2026-05-09T16:00+08:00')
    expect(surveyIn(silent)).toEqual([])
    await user.taps('1')
    await user.blocks()
    expect(await answered(surveyId)).toMatchObject({ answers: [{ score: 1 }] })
    expect(await office.shop.complaints.openOf((await office.recordOf(user))._id)).toHaveLength(1)
  })
})
