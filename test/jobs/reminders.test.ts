import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linesAbout } from '../../src/cli/why.ts'
import { openShop } from '../support/open-shop.ts'
import { chatOf, openBackOffice, sure } from './support.ts'

type BackOffice = Awaited<ReturnType<typeof openBackOffice>>

/** One shop, one week: every test books for a day of its own and moves the clock on. It begins on Monday 2 March, 09:00. */
describe('what is due about an appointment', () => {
  const { stage, office } = openedShop()

  it('comes at its minute: a light reminder, the reconfirmation, the way there', async () => {
    const wang = await office().customer()
    const heard = office().listen(wang)
    const { _id } = await office().books(wang, '2026-03-09T14:00+08:00')
    await stage().moveTo('2026-03-08T18:00+08:00')
    await wang.taps('✅ 准时到')
    expect(await office().shop.appointments.get(_id)).toMatchObject({ reconfirmed: 'yes' })
    await stage().moveTo('2026-03-09T13:59+08:00')
    expect(heard()).toEqual([
      '03-06 18:00 🔔 提前提醒您：您约了 3月9日 周一 14:00 到店。时间不合适的话，现在改还来得及。',
      '03-08 18:00 🔔 明天 3月9日 周一 14:00 的预约，您能准时到吗？',
      '03-08 18:00 ✅ 好的，明天 3月9日 周一 14:00 见！有变动随时点下面的按钮。',
      '03-09 12:00 📍 今天 3月9日 周一 14:00 见，一切都为您准备好了。',
    ])
    const silent = stage()
      .simulator.log.filter(({ method }) => method === 'sendMessage')
      .filter(({ params }) => JSON.stringify(params).includes('disable_notification'))
    expect(silent).toHaveLength(1)
    expect(await office().tasks(_id)).toEqual([])

    await wang.taps('📍 我到了')
    await wang.sees('欢迎光临')
    expect(await office().shop.appointments.get(_id)).toMatchObject({ state: 'arrived' })
    expect((await office().tasks(_id)).map(({ kind }) => kind)).toEqual(['arrived'])
  })

  it('becomes an advisor’s task without an answer, then a question, then a proposed no-show, then three new times', async () => {
    const wang = await office().customer()
    const heard = office().listen(wang)
    const { _id } = await office().books(wang, '2026-03-11T15:00+08:00')
    await stage().moveTo('2026-03-10T19:59+08:00')
    expect(await office().tasks(_id)).toEqual([])
    await stage().moveTo('2026-03-10T20:00+08:00')
    expect((await office().tasks(_id)).map(({ kind }) => kind)).toEqual(['unconfirmed'])
    await stage().moveTo('2026-03-11T15:29+08:00')
    expect((await office().tasks(_id)).map(({ kind }) => kind)).toEqual(['unconfirmed'])
    await stage().moveTo('2026-03-11T15:30+08:00')
    expect((await office().tasks(_id)).map(({ kind }) => kind).sort()).toEqual(['no-show', 'unconfirmed'])
    expect(await office().shop.appointments.get(_id)).toMatchObject({ state: 'booked', reconfirmed: 'no-answer' })

    sure(await office().shop.appointments.miss(_id, 'lin'))
    await stage().settled()
    expect(heard().map((line) => line.slice(0, 15))).toEqual([
      '03-10 18:00 🔔 ',
      '03-11 13:00 📍 ',
      '03-11 15:15 🙋 ',
      expect.stringMatching(/^03-11 15:30 今天/),
    ])
    const times = wang.screen()?.buttons.flat() ?? []
    expect(times.filter(({ label }) => /\d\d:\d\d/.test(label))).toHaveLength(3)
    await wang.taps(times[0]?.label ?? '')
    await wang.sees('请核对')
  })

  it('merges the way there into the evening before, when the visit is early', async () => {
    const wang = await office().customer()
    const heard = office().listen(wang)
    await office().books(wang, '2026-03-13T09:00+08:00')
    await stage().moveTo('2026-03-13T08:59+08:00')
    expect(heard().map((line) => line.slice(0, 11))).toEqual(['03-12 18:00'])
    await wang.sees('地址')
    await wang.taps('📍 我到了')
    await wang.sees('欢迎光临')
  })

  it('is confirmed at once when an advisor booked it, with the way there and a calendar file', async () => {
    const wang = await office().customer({ consents: false })
    await stage().moveTo('2026-03-13T19:59+08:00')
    await office().books(wang, '2026-03-17T11:00+08:00', { by: 'lin', source: { kind: 'advisor' } })
    await wang.sees('已为您预约')
    expect(wang.chat.filter(({ venue, document }) => venue || document)).toHaveLength(2)
  })

  it('is said of the last time only, when the appointment was moved three times', async () => {
    const wang = await office().customer()
    const heard = office().listen(wang)
    const { _id } = await office().books(wang, '2026-03-14T10:00+08:00')
    for (const startsAt of ['2026-03-14T14:00+08:00', '2026-03-16T10:00+08:00', '2026-03-18T16:00+08:00']) {
      sure(await office().shop.appointments.move({ id: _id, startsAt: new Date(startsAt), by: chatOf(wang) }))
      await stage().settled()
    }
    await stage().moveTo('2026-03-18T15:59+08:00')
    expect(heard().map((line) => line.slice(0, 15))).toEqual([
      expect.stringMatching(/^03-15 18:00 🔔/),
      '03-17 18:00 🔔 ',
      '03-18 14:00 📍 ',
    ])
    const old = (await office().agenda(_id)).filter((item) => !item._id.includes(':v4:'))
    expect(old.length).toBeGreaterThan(0)
    expect([...new Set(old.map(({ outcome }) => outcome))]).toEqual(['the appointment was moved'])
  })

  it('is not said of a cancelled appointment, without consent, or to whoever has blocked the bot', async () => {
    const [wang, li, zhao] = [
      await office().customer(),
      await office().customer({ consents: false }),
      await office().customer(),
    ]
    const cancelled = await office().books(wang, '2026-03-20T14:00+08:00')
    const unwilling = await office().books(li, '2026-03-20T14:00+08:00')
    const gone = await office().books(zhao, '2026-03-20T14:00+08:00')
    await office().shop.appointments.cancel({ id: cancelled._id, reason: 'time', by: chatOf(wang) })
    await zhao.blocks()
    const heard = [wang, li, zhao].map((user) => office().listen(user))
    await stage().moveTo('2026-03-20T14:31+08:00')
    expect(heard.map((all) => all())).toEqual([[], [], []])
    const outcomes = async (id: string) =>
      Object.fromEntries((await office().agenda(id)).map(({ kind, outcome }) => [kind, outcome]))
    expect(await outcomes(cancelled._id)).toMatchObject({ reconfirmation: 'the appointment is cancelled' })
    expect(await outcomes(unwilling._id)).toMatchObject({ reconfirmation: 'no consent', logistics: 'no consent' })
    expect(await outcomes(gone._id)).toMatchObject({ reconfirmation: 'unreachable' })
    const { _id: customerId } = await office().recordOf(li)
    for (const id of [unwilling._id, customerId]) {
      const lines = await linesAbout(office().connection, id)
      expect(lines).toContainEqual(
        expect.stringMatching(/^2026-03-19 18:00 {2}due {6}reconfirmation +skipped {3}no consent/),
      )
    }
  })

  it('answers a tap on an old reminder with what is true now', async () => {
    const wang = await office().customer()
    const { _id } = await office().books(wang, '2026-03-24T14:00+08:00')
    await stage().moveTo('2026-03-23T18:00+08:00')
    sure(
      await office().shop.appointments.move({
        id: _id,
        startsAt: new Date('2026-03-26T10:00+08:00'),
        by: chatOf(wang),
      }),
    )
    await wang.taps('✅ 准时到')
    await wang.sees('您的预约现在是')
    await wang.sees('3月26日')
    expect(await office().shop.appointments.get(_id)).toMatchObject({ reconfirmed: 'not-asked' })
  })

  function openedShop() {
    const shop = openShop()
    let opened: BackOffice | null = null
    beforeAll(async () => {
      opened = await openBackOffice(shop.stage)
    })
    afterAll(() => opened?.close())
    return {
      stage: () => shop.stage,
      office: () => {
        if (!opened) throw new Error('the shop is not open yet')
        return opened
      },
    }
  }
})
