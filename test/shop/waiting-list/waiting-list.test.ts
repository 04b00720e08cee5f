import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRefusal } from '../../../src/refusal.ts'
import { createCustomers } from '../../../src/shop/customers/customers.ts'
import { type Waiting, waitingModel } from '../../../src/shop/waiting-list/waiting.ts'
import { createWaitingList } from '../../../src/shop/waiting-list/waiting-list.ts'
import { done, type OpenShop, openShop } from '../appointments/open-shop.ts'

let shop: OpenShop
let customers: ReturnType<typeof createCustomers>
let list: ReturnType<typeof createWaitingList>

beforeAll(async () => {
  shop = await openShop()
  customers = createCustomers(shop)
  list = createWaitingList({ ...shop, customers })
  await Promise.all(Object.values(shop.connection.models).map((model) => model.createIndexes()))
})
afterAll(() => shop.close())
beforeEach(async () => {
  await shop.clear()
  await Promise.all(
    ['waitinglist', 'chats', 'customers'].map((name) => shop.connection.collection(name).deleteMany({})),
  )
})

let chats = 0
/** Customers of one alignment bay, in this order on the list; each has a chat and a vehicle. */
async function queue(many: number, wish: Partial<Waiting> = {}): Promise<Waiting[]> {
  const queued: Waiting[] = []
  for (let n = 0; n < many; n++) {
    const chat = `tg:${++chats}`
    const { _id: customerId } = await customers.greet({ chat, name: null, language: 'zh-CN' })
    const joinedAt = shop.clock.now()
    shop.clock.set(new Date(joinedAt.getTime() + 1_000))
    const day = { onDays: [shop.day], fromMinute: null, toMinute: null }
    queued.push(
      await list.join({
        customerId,
        vehicleId: `veh_${chat}`,
        itemIds: ['alignment'],
        advisorId: null,
        ...day,
        ...wish,
      }),
    )
  }
  return queued
}
const standing = () => waitingModel(shop.connection).find({ state: 'offered' }).sort({ joinedAt: 1 }).lean<Waiting[]>()
const by = ({ customerId }: Waiting) => ({ customerId, chat: 'tg:x' })
const minutesLater = (minutes: number) => shop.clock.set(new Date(shop.clock.now().getTime() + minutes * 60_000))
const cancel = (id: string) => shop.appointments.cancel({ id, reason: 'time', by: 'tg:1' })

describe('the waiting list', { timeout: 120_000 }, () => {
  it('offers a freed time to the first of 50 alone, whoever looks how often at once, and to the next when it is refused', async () => {
    await shop.fill('alignment')
    const people = await queue(50)
    expect(await Promise.all([list.offerOn(shop.day), list.offerOn(shop.day)])).toEqual([null, null])
    expect(await standing()).toEqual([])

    await cancel('fill_1')
    await Promise.all(Array.from({ length: 8 }, () => list.offerOn(shop.day)))
    const [first, second] = await standing()
    expect([first?._id, second]).toEqual([people[0]?._id, undefined])
    const { appointmentId = '', startsAt = new Date() } = first?.offer ?? {}
    expect(await shop.times({ itemIds: ['alignment'] })).toEqual([])
    expect(await shop.hold('public', '08:30', { itemIds: ['alignment'], startsAt })).toMatchObject({
      refused: 'slot-taken',
    })

    await list.pass(appointmentId, 'declined')
    await Promise.all(Array.from({ length: 8 }, () => list.offerOn(shop.day)))
    const [next, more] = await standing()
    expect([next?._id, more]).toEqual([people[1]?._id, undefined])
    expect(next?.offer?.startsAt).toEqual(startsAt)
  })

  it('lets one of two customers have the time, when the first accepts at the instant it runs out and goes to the next', async () => {
    await shop.fill('alignment')
    await queue(2)
    await cancel('fill_1')
    await list.offerOn(shop.day)
    const [first] = await standing()
    const { appointmentId = '', expiresAt = new Date() } = first?.offer ?? {}
    shop.clock.set(new Date(expiresAt.getTime() - 1))
    const accepts = list.accept(appointmentId, by(first as Waiting))
    shop.clock.set(expiresAt)
    const [booked] = await Promise.all([
      accepts,
      list.pass(appointmentId, 'unanswered').then(() => list.offerOn(shop.day)),
    ])
    const [second] = await standing()
    const bookedIt = !isRefusal(booked)
    expect(bookedIt).toBe(second === undefined)
    const taken = (await shop.entries()).filter(
      ({ startsAt }) => startsAt.getTime() === first?.offer?.startsAt.getTime(),
    )
    expect(taken.filter(({ bayId }) => bayId === 'align-1')).toHaveLength(1)
  })

  it('books in one step, and the same again', async () => {
    await shop.fill('alignment')
    await queue(1)
    await cancel('fill_2')
    await list.offerOn(shop.day)
    const [one] = await standing()
    const id = one?.offer?.appointmentId ?? ''
    const booked = await list.accept(id, by(one as Waiting))
    expect(booked).toMatchObject({ state: 'booked', source: { kind: 'waiting-list' } })
    expect(await list.accept(id, by(one as Waiting))).toMatchObject({ _id: id, state: 'booked' })
    expect(await list.ofCustomer(one?.customerId ?? '')).toEqual([])
    expect(await list.accept(id, { customerId: 'cus_other', chat: 'tg:2' })).toEqual({ refused: 'offer-over' })
  })

  it('keeps an offer for a quarter of an hour of opening hours: over lunch, over night, and not past the hour before', async () => {
    await shop.fill('alignment')
    await queue(1)
    const expires = async (freed: string, time: string, onDay = shop.today) => {
      await shop.connection.collection('waitinglist').updateMany({}, { $set: { state: 'waiting', offer: null } })
      shop.clock.set(shop.at(time, onDay))
      await cancel(freed)
      await list.offerOn(shop.day)
      const offer = (await standing())[0]?.offer
      await shop.appointments.release(offer?.appointmentId ?? '')
      return offer?.expiresAt
    }
    expect(await expires('fill_1', '10:00')).toEqual(shop.at('10:15', shop.today))
    expect(await expires('fill_1', '11:50')).toEqual(shop.at('13:05', shop.today))
    expect(await expires('fill_1', '17:50')).toEqual(shop.at('08:35', '2026-12-01'))
    // At night it is kept at once, told at 09:00, and counted from then.
    expect(await expires('fill_1', '21:00')).toEqual(shop.at('09:15', '2026-12-01'))
    expect(await expires('fill_1', '17:50', '2026-12-01')).toEqual(shop.at('07:30', shop.day))
  })

  it('offers nobody a time within the last hour', async () => {
    const booked = await shop.fill('alignment')
    await queue(1)
    shop.clock.set(shop.at('09:20'))
    for (let n = 1; n <= booked; n++) await cancel(`fill_${n}`)
    await list.offerOn(shop.day)
    const [one] = await standing()
    expect(one?.offer?.startsAt.getTime()).toBeGreaterThanOrEqual(shop.at('10:35').getTime())
    shop.clock.set(shop.at('16:50'))
    await list.pass(one?.offer?.appointmentId ?? '', 'declined')
    await list.offerOn(shop.day)
    expect(await standing()).toEqual([])
  })

  it('passes over who has blocked the bot, who waits for other hours, and who refused that time', async () => {
    await shop.fill('alignment')
    const [blocked, afternoon, refuser, willing] = [
      ...(await queue(1)),
      ...(await queue(1, { fromMinute: 15 * 60, toMinute: 18 * 60 })),
      ...(await queue(2)),
    ]
    await customers.markUnreachable((await customers.chatsOf(blocked?.customerId ?? ''))[0]?._id ?? '', 'blocked')
    await cancel('fill_1')
    await list.offerOn(shop.day)
    const [asked] = await standing()
    expect(asked?._id).toBe(refuser?._id)
    await list.pass(asked?.offer?.appointmentId ?? '', 'declined')
    await list.offerOn(shop.day)
    expect((await standing()).map(({ _id }) => _id)).toEqual([willing?._id])
    expect([blocked?.state, afternoon?.state]).toEqual(['waiting', 'waiting'])
  })

  it('looks again when a hold runs out', async () => {
    await shop.fill('alignment')
    await queue(1)
    const freed = done((await shop.appointments.get('fill_1')) ?? { refused: 'gone' })
    await cancel('fill_1')
    await shop.hold('dreamer', '', { itemIds: ['alignment'], startsAt: freed.startsAt })
    const again = await list.offerOn(shop.day)
    expect(again).toEqual(new Date(shop.clock.now().getTime() + 5 * 60_000))
    expect(await standing()).toEqual([])
    minutesLater(5)
    await list.offerOn(shop.day)
    expect((await standing())[0]?.offer?.startsAt).toEqual(freed.startsAt)
  })

  it('goes on where a process died: after choosing, and after holding', async () => {
    await shop.fill('alignment')
    const [one] = await queue(2)
    await cancel('fill_1')
    await list.offerOn(shop.day)
    const [offered] = await standing()
    const model = waitingModel(shop.connection)
    // Died after holding: the record still says that the time was only chosen.
    await model.updateOne({ _id: one?._id }, { $set: { state: 'offering' } })
    await list.offerOn(shop.day)
    expect((await standing()).map(({ _id, offer }) => [_id, offer])).toEqual([[one?._id, offered?.offer]])
    // Died after choosing: nothing is held yet.
    await model.updateOne({ _id: one?._id }, { $set: { state: 'offering' } })
    await shop.appointments.release(offered?.offer?.appointmentId ?? '')
    await list.offerOn(shop.day)
    expect((await standing()).map(({ _id, offer }) => [_id, offer])).toEqual([[one?._id, offered?.offer]])
    expect((await shop.entries()).filter(({ until }) => until !== null)).toHaveLength(1)
  })

  it('offers whoever waits for several days the first time that comes free on any of them, once, in the order of joining', async () => {
    const nextDay = '2026-12-03'
    await shop.fill('alignment')
    const [first, ...rest] = await queue(1, { onDays: [nextDay, shop.day, nextDay] })
    const [second] = await queue(1)
    expect([first?.onDays, rest]).toEqual([[shop.day, nextDay], []])
    await cancel('fill_1')
    await Promise.all([shop.day, shop.day, shop.day].map((onDay) => list.offerOn(onDay)))
    const [offered, nobody] = await standing()
    expect([offered?._id, nobody]).toEqual([first?._id, undefined])
    // The other day was free all along: one wish is one offer.
    await list.offerOn(nextDay)
    expect((await shop.entries()).filter(({ until }) => until !== null)).toHaveLength(1)

    await list.pass(offered?.offer?.appointmentId ?? '', 'declined')
    await Promise.all([shop.day, nextDay].map((onDay) => list.offerOn(onDay)))
    const [again] = await list.ofCustomer(first?.customerId ?? '')
    expect(again?.offer?.startsAt).not.toEqual(offered?.offer?.startsAt)
    expect(await list.accept(again?.offer?.appointmentId ?? '', by(again as Waiting))).toMatchObject({
      state: 'booked',
    })
    await Promise.all([shop.day, nextDay].map((onDay) => list.offerOn(onDay)))
    expect(await list.ofCustomer(first?.customerId ?? '')).toEqual([])
    expect(await list.get(second?._id ?? '')).toMatchObject({ onDays: [shop.day] })
  })

  it('gives the time of who leaves to the next, and takes who ignored two offers off the list', async () => {
    await shop.fill('alignment')
    const [one, two] = await queue(2)
    await cancel('fill_1')
    await cancel('fill_2')
    await list.offerOn(shop.day)
    expect(await standing()).toHaveLength(2)
    await list.leave(one?._id ?? '', two?.customerId ?? '')
    expect(await standing()).toHaveLength(2)
    await list.leave(one?._id ?? '', one?.customerId ?? '')
    const left = async () => (await standing())[0]?.offer?.appointmentId ?? ''
    await list.pass(await left(), 'unanswered')
    await list.offerOn(shop.day)
    await list.pass(await left(), 'unanswered')
    expect(await list.get(two?._id ?? '')).toMatchObject({ state: 'left' })
    expect((await shop.entries()).filter(({ until }) => until !== null)).toEqual([])
    expect(await list.join(two as Waiting)).toMatchObject({ state: 'waiting', passed: [] })
  })
})
