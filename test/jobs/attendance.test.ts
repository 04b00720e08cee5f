import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { openBackOffice } from './support.ts'

/** Each visit is on a day of its own; the evening before at 18:00 the customer is asked. */
describe('what a customer answers to a reconfirmation', { timeout: 120_000 }, () => {
  const shop = openShop()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
  })
  afterAll(() => office.close())

  async function asked(evening: string, startsAt: string, language = 'zh-hans') {
    const user = await office.customer({ languageCode: language })
    const { _id } = await office.books(user, startsAt)
    await shop.stage.moveTo(`${evening}T18:00+08:00`)
    return { user, now: () => office.shop.appointments.get(_id), tasks: () => office.tasks(_id) }
  }

  it('is understood: late by half an hour, with kind words, a note and an advisor who knows', async () => {
    const { user, now, tasks } = await asked('2026-03-02', '2026-03-03T14:00+08:00')
    await user.says('晚半小时')
    await user.sees('安全第一')
    await user.sees('14:30')
    expect(await now()).toMatchObject({ lateMinutes: 30, reconfirmed: 'yes', state: 'booked' })
    expect(await tasks()).toMatchObject([{ kind: 'running-late', words: '晚半小时' }])
    await shop.stage.moveTo('2026-03-03T14:59+08:00')
    expect(user.chat.some(({ text }) => text?.includes('快到了吗'))).toBe(false)
    expect((await tasks()).map(({ kind }) => kind)).toEqual(['running-late'])
    await shop.stage.moveTo('2026-03-03T15:00+08:00')
    expect((await tasks()).map(({ kind }) => kind).sort()).toEqual(['no-show', 'running-late'])
  })

  it('is understood in English', async () => {
    const { user, now } = await asked('2026-03-04', '2026-03-05T14:00+08:00', 'en')
    await user.sees('Will you be there on time?')
    await user.says('running 20 min late')
    await user.sees('14:20')
    expect(await now()).toMatchObject({ lateMinutes: 20 })
    await user.says("sorry, can't make it")
    await user.sees('Cancel your appointment')
    await user.taps('Time doesn’t suit me')
    expect(await now()).toMatchObject({ state: 'cancelled' })
  })

  it('is understood: will come, cannot come, another day', async () => {
    const visits = []
    for (const at of ['2026-03-10T11:00+08:00', '2026-03-10T14:00+08:00', '2026-03-10T15:30+08:00']) {
      const user = await office.customer()
      const { _id } = await office.books(user, at)
      visits.push({ user, now: () => office.shop.appointments.get(_id) })
    }
    await shop.stage.moveTo('2026-03-09T18:00+08:00')
    const [coming, cannot, moving] = visits
    await coming?.user.says('好的')
    await coming?.user.sees('见！')
    expect(await coming?.now()).toMatchObject({ reconfirmed: 'yes' })
    await cannot?.user.says('来不了了')
    await cannot?.user.sees('要取消')
    await moving?.user.says('明天能改后天吗')
    await moving?.user.sees('最合适的是')
    await moving?.user.says('改到后天下午三点')
    await moving?.user.sees('请核对改期')
    await moving?.user.sees('3月11日')
    await moving?.user.taps('✅ 确认改期')
    expect(await moving?.now()).toMatchObject({ onDay: '2026-03-11' })
  })

  it('means nothing when no visit is near, and 好的 nothing before anybody asked', async () => {
    const far = await office.customer()
    await office.books(far, '2026-03-20T14:00+08:00')
    await far.says('晚半小时')
    await far.sees('没看懂')
    const soon = await office.customer()
    const { _id } = await office.books(soon, '2026-03-11T10:00+08:00')
    await soon.says('好的')
    await soon.sees('没看懂')
    expect(await office.shop.appointments.get(_id)).toMatchObject({ reconfirmed: 'not-asked' })
  })

  it('counts “20 more minutes” from now, takes “on my way” in time for a yes, and asks how long after the start', async () => {
    const visits = []
    for (const at of ['2026-03-12T10:00+08:00', '2026-03-12T11:00+08:00', '2026-03-12T11:30+08:00']) {
      const user = await office.customer()
      const { _id } = await office.books(user, at)
      visits.push({ user, now: () => office.shop.appointments.get(_id), tasks: () => office.tasks(_id) })
    }
    const [late, inTime, vague] = visits
    await shop.stage.moveTo('2026-03-12T09:50+08:00')
    await late?.user.says('还要25分钟')
    await late?.user.sees('10:15')
    expect(await late?.now()).toMatchObject({ lateMinutes: 15, reconfirmed: 'yes' })
    expect(await late?.tasks()).toContainEqual(expect.objectContaining({ kind: 'running-late', words: '还要25分钟' }))
    await inTime?.user.says('在路上了')
    await inTime?.user.sees('见！')
    expect(await inTime?.now()).toMatchObject({ lateMinutes: 0, reconfirmed: 'yes' })
    await shop.stage.moveTo('2026-03-12T11:45+08:00')
    await vague?.user.sees('快到了吗')
    await vague?.user.says('快到了')
    await vague?.user.sees('大概还要多久')
    await vague?.user.taps('还要15分钟')
    await vague?.user.sees('12:00')
    expect(await vague?.now()).toMatchObject({ lateMinutes: 30, state: 'booked' })
  })
})
