import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/ids.ts'
import { isRefusal } from '../../src/refusal.ts'
import { visitIdOf } from '../../src/shop/visits/arriving.ts'
import type { Visit } from '../../src/shop/visits/visit.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
import type { SimMessage } from '../../src/simulator/people/sim-message.ts'
import { type AdvisorAtWork, advisor, quickForum, topicOf } from '../desk/support.ts'
import { openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'
import { freshPlate } from '../support/people.ts'

describe('a visit', { timeout: 120_000 }, () => {
  const shop = openShop(quickForum)
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let lin: AdvisorAtWork
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    lin = await advisor(shop.stage, '林顾问')
  }, 120_000)
  afterAll(() => office.close())

  const inTopic = (name: string) => (shop.stage.group as SimGroup).topic(topicOf(shop.stage, name))
  const cards = (name: string) => inTopic(name).filter(({ text }) => /^(?:🚗 已到店|✔ 已完工)/u.test(text ?? ''))
  const last = (name: string) => inTopic(name).at(-1) as SimMessage
  const answers = (name: string, words: string) =>
    lin.says(words, { topicId: topicOf(shop.stage, name), replyTo: last(name) })
  const visitOf = (appointmentId: string) => office.shop.visits.get(visitIdOf(appointmentId))

  /** Somebody with an appointment for a regular service who has just arrived. */
  async function arrived(firstName: string, at: string) {
    const user = await office.customer({ firstName })
    const booked = await office.books(user, at)
    await shop.stage.moveTo(at)
    await user.taps('📍 我到了')
    return { user, ...booked }
  }

  it('begins with 我到了, and is completed in the topic by buttons and short answers', async () => {
    const { user: li, _id, advisorId, vehicleId } = await arrived('李来', '2026-03-03T14:00+08:00')
    await li.taps('📍 我到了').catch(() => {})
    expect(cards('李来')).toHaveLength(1)
    expect(await visitOf(_id)).toMatchObject({ stage: 'arrived', appointmentId: _id, advisorId })
    await shop.stage.moveTo('2026-03-03T16:00+08:00')
    await lin.taps('✔ 完工交车', { on: cards('李来')[0] as SimMessage })
    const told = li.chat.length
    await answers('李来', '52,300 公里')
    await lin.taps('四轮定位')
    await lin.taps('✓ 四轮定位')
    await lin.taps('下一步 ▶')
    await answers('李来', '刹车片')
    expect(
      last('李来')
        .buttons.flat()
        .map(({ label }) => label),
    ).toContain('¥506')
    await answers('李来', '实收 ¥680.50')
    expect(last('李来').text).toMatch(/常规保养[\s\S]*没做：刹车片更换[\s\S]*52,300 公里 {2}💰 实收 ¥680.50/)
    await lin.taps('✅ 完工')
    await lin.taps('✅ 完工').catch(() => {})
    expect(cards('李来')[0]?.text).toMatch(/^✔ 已完工[\s\S]*¥680.50[\s\S]*52,300/u)
    expect(li.chat).toHaveLength(told)
    const visit = await visitOf(_id)
    expect(visit).toMatchObject({
      stage: 'closed',
      done: ['maintenance'],
      declined: [{ itemId: 'brake-pads' }],
      mileageKm: 52_300,
      settlement: { amountFen: 68_050, by: `advisor:${lin.id}` },
    })
    expect(visit?.stages.map(({ stage }) => stage)).toEqual(['arrived', 'delivery', 'closed'])
    expect(visit?.delivery?.at).toEqual(new Date('2026-03-03T16:00+08:00'))
    expect(await office.shop.appointments.get(_id)).toMatchObject({ state: 'completed' })
    expect((await office.recordOf(li)).advisorId).toBe(advisorId)
    const vehicle = await office.shop.vehicles.get(vehicleId)
    expect(vehicle?.mileages.map(({ km }) => km)).toEqual([52_300])
    // From here the next visit is due: the interval began anew, and what was not wanted comes back.
    expect(vehicle?.visits).toMatchObject([{ on: '2026-03-03', km: 52_300, renews: true }])
    expect(vehicle?.declined).toMatchObject([{ itemId: 'brake-pads', on: '2026-03-03', backOn: '2026-06-01' }])
    expect(await office.shop.visits.paidFor([_id, 'apt_none'])).toEqual(new Map([[_id, 68_050]]))
  })

  it('asks twice about a mileage below the last, and about an amount that is none', async () => {
    const { _id, vehicleId } = await arrived('王细', '2026-03-04T09:00+08:00')
    await office.shop.vehicles.recordMileage({ id: vehicleId, km: 120_000, by: 'test' })
    await lin.taps('✔ 完工交车', { on: cards('王细')[0] as SimMessage })
    await answers('王细', '12000')
    expect(last('王细').text).toContain('12,000 公里 比上次的 120,000 公里 少')
    await lin.taps('重新输入')
    await answers('王细', '120500')
    await lin.taps('下一步 ▶')
    await answers('王细', '没有')
    await answers('王细', '六百八?? 6,8')
    expect(last('王细').text).toContain('没看懂这个金额')
    await lin.taps('¥506')
    await lin.taps('✅ 完工')
    expect(await visitOf(_id)).toMatchObject({ mileageKm: 120_500, settlement: { amountFen: 50_600 }, declined: [] })
  })

  it('is put right in the topic afterwards, without a second delivery', async () => {
    const { _id, vehicleId } = await arrived('王对', '2026-03-04T14:00+08:00')
    const id = visitIdOf(_id)
    const figures = { id, mileageKm: 52_300, done: ['maintenance'], declined: [], paidFen: 68_000, by: 'operator' }
    expect(await office.shop.visits.correct(figures)).toMatchObject({ refused: 'not-completed' })
    await office.shop.visits.complete(figures)
    await shop.stage.moveTo('2026-03-04T16:00+08:00')
    expect(await office.shop.visits.complete(figures)).toMatchObject({ refused: 'completed-already' })
    await lin.taps('✏️ 更正', { on: cards('王对')[0] as SimMessage })
    await answers('王对', '52310')
    await lin.taps('下一步 ▶')
    await lin.taps('刹车片更换')
    await lin.taps('下一步 ▶')
    await answers('王对', '712.5')
    await lin.taps('✅ 更正')
    expect(await office.shop.visits.get(id)).toMatchObject({
      mileageKm: 52_310,
      settlement: { amountFen: 71_250 },
      declined: [{ itemId: 'brake-pads' }],
      delivery: { at: new Date('2026-03-04T14:00+08:00') },
    })
    const vehicle = await office.shop.vehicles.get(vehicleId)
    expect(vehicle?.mileages.map(({ km }) => km)).toEqual([52_310])
    expect(vehicle?.visits).toMatchObject([{ id, on: '2026-03-04', km: 52_310, items: ['maintenance'], renews: true }])
    expect(vehicle?.declined).toMatchObject([{ visitId: id, itemId: 'brake-pads' }])
    expect(cards('王对')[0]?.text).toMatch(/¥712.50[\s\S]*52,310[\s\S]*刹车片更换/)
  })

  it('takes no mileage below the last, no item the shop does not have, and changes nothing then', async () => {
    const { _id, vehicleId } = await arrived('赵退', '2026-03-05T10:00+08:00')
    await office.shop.vehicles.recordMileage({ id: vehicleId, km: 120_000, by: 'test' })
    const id = visitIdOf(_id)
    const figures = { id, mileageKm: 6_000, done: ['maintenance'], declined: [], paidFen: 1, by: 'operator' }
    expect(await office.shop.visits.complete(figures)).toMatchObject({ refused: 'mileage-backwards' })
    expect(await office.shop.visits.complete({ ...figures, done: ['teleport'] })).toMatchObject({
      refused: 'item-unknown',
    })
    expect(await office.shop.visits.get(id)).toMatchObject({ stage: 'arrived', version: 1 })
    expect(await office.shop.appointments.get(_id)).toMatchObject({ state: 'arrived' })
    expect(await office.shop.visits.complete({ ...figures, confirmed: true })).toMatchObject({ mileageKm: 6_000 })
  })

  it('is completed by nobody but an advisor, whatever a customer’s app sends', async () => {
    const { user, _id } = await arrived('吴假', '2026-03-05T14:00+08:00')
    const data = cards('吴假')[0]?.buttons.flat()[0]?.data ?? ''
    await user.tapsData(data)
    await user.says('1')
    await user.says('菜单')
    expect(await visitOf(_id)).toMatchObject({ stage: 'arrived' })
    expect(user.transcript()).not.toContain('里程表')
  })

  it('is opened for a walk-in once, and goes with the person when two records prove to be one', async () => {
    const facts = { phone: '+8613811112222', name: '孙走', language: 'zh-CN', by: 'operator' } as const
    const known = await office.shop.customers.register({ id: newId('cus'), ...facts })
    if (isRefusal(known)) throw new Error('no phone')
    const { _id: vehicleId } = await office.shop.vehicles.add({
      id: newId('veh'),
      customerId: known._id,
      plate: freshPlate(),
      by: 'operator',
    })
    const guest = {
      id: newId('vis'),
      customerId: known._id,
      vehicleId,
      advisorId: 'lin',
      itemIds: ['tyres'],
      by: 'lin',
    }
    const opened = await office.shop.visits.walkIn(guest)
    const again = await office.shop.visits.walkIn(guest)
    expect((again as Visit).createdAt).toEqual((opened as Visit).createdAt)
    expect(await office.shop.visits.walkIn({ ...guest, advisorId: 'nobody' })).toMatchObject({
      refused: 'advisor-unknown',
    })
    await shop.stage.settled()
    expect(cards('孙走')).toHaveLength(1)
    await office.shop.visits.handOver(known._id, 'cus_other')
    expect(await office.shop.visits.ofCustomer('cus_other')).toMatchObject([{ _id: guest.id }])
  })

  it('is opened though a crash came right after the arrival was noted', async () => {
    const user = await office.customer({ firstName: '郑断' })
    const { _id } = await office.books(user, '2026-03-06T10:00+08:00')
    await shop.stage.moveTo('2026-03-06T10:00+08:00')
    await office.shop.appointments.arrive(_id, 'test')
    await shop.stage.settled()
    expect(await visitOf(_id)).toMatchObject({ stage: 'arrived', appointmentId: _id })
    expect(cards('郑断')).toHaveLength(1)
  })

  it('begins on the sheet of the day, and on no other day', async () => {
    const group = shop.stage.group as SimGroup
    await office.books(await office.customer({ firstName: '周表' }), '2026-03-10T10:00+08:00')
    const sheet = () =>
      group
        .topic(topicOf(shop.stage, '预约准备'))
        .findLast(({ text, buttons }) => text?.includes('周表') && buttons.length > 0) as SimMessage
    await lin.taps('🚗 已到店', { on: sheet() })
    expect(lin.user.lastToast).toContain('不是今天')
    expect(group.topics.some(({ name }) => name.startsWith('周表'))).toBe(false)
    await shop.stage.moveTo('2026-03-10T09:55+08:00')
    await lin.taps('🚗 已到店', { on: sheet() })
    expect(cards('周表')).toHaveLength(1)
  })
})
