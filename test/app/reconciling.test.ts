import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobs } from '../../jobs/jobs.ts'
import { createAgenda } from '../../src/agenda/agenda.ts'
import type { AgendaItem } from '../../src/agenda/item.ts'
import { silentLog } from '../../src/log.ts'
import { createSettling } from '../../src/settling.ts'
import { chatOf, openBackOffice, sure } from '../jobs/support.ts'
import { visited } from '../jobs/visited.ts'
import { openShop } from '../support/open-shop.ts'
import { ownRedis } from '../support/own-database.ts'

/** A week of the shop, beginning on Monday 2 March, 09:00; the hand in the records is the operator's. */
describe('what somebody took off the agenda', { timeout: 60_000 }, () => {
  const shop = openShop()
  const { redis, prefix, drop } = ownRedis()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let agenda: { close(): Promise<void> }
  let step: () => Promise<string[]>
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    const clock = { now: shop.stage.present, sync: async () => shop.stage.present() }
    const both = { producer: redis, worker: redis }
    const { connection } = office
    const mine = createAgenda({ connection, redis: both, prefix, clock, jobs, tools: {} as never, log: silentLog })
    agenda = mine
    step = createSettling({ connection, shop: office.shop, agenda: mine, clock, log: silentLog }).reconcile
  })
  afterAll(async () => {
    await agenda.close()
    await drop()
    await office.close()
  })
  const items = () => office.connection.collection<AgendaItem>('agenda')
  const keysOf = async (about: string) => (await items().find({ about }).toArray()).map(({ _id }) => _id).sort()
  /** Once round: yesterday up to the farthest day that can be planned. */
  async function round(): Promise<string[]> {
    const restored: string[] = []
    for (let week = 0; week < 27; week++) restored.push(...(await step()))
    return restored
  }

  it('is nothing on an ordinary day', async () => {
    const wang = await office.customer()
    await office.books(wang, '2026-03-05T14:00+08:00')
    await office.books(wang, '2026-03-20T14:00+08:00')
    expect(await round()).toEqual([])
  })

  it('is there again, for near days and far, and is done once', async () => {
    const { stage } = shop
    const [li, zhao] = [await office.customer(), await office.customer()]
    const near = await office.books(li, '2026-03-04T14:00+08:00')
    const far = await office.books(zhao, '2026-03-27T14:00+08:00')
    const before = await Promise.all([near, far].map(({ _id }) => keysOf(_id)))
    await items().deleteMany({ about: { $in: [near._id, far._id] } })
    await round()
    expect(await Promise.all([near, far].map(({ _id }) => keysOf(_id)))).toEqual(before)
    expect(await round()).toEqual([])
    const heard = office.listen(li)
    await stage.moveTo('2026-03-04T13:59+08:00')
    expect(heard().map((line) => line.slice(0, 15))).toEqual(['03-03 18:00 🔔 ', '03-04 12:00 📍 '])
    // What has been done is not missing.
    expect(await round()).toEqual([])
  })

  it('is there again though the fact was ticked off by hand', async () => {
    const { stage } = shop
    const chen = await office.customer()
    const { _id } = await office.books(chen, '2026-03-10T10:00+08:00')
    sure(await office.shop.appointments.move({ id: _id, startsAt: new Date('2026-03-12T10:00+08:00'), by: 'tg:1' }))
    // As if `dirty` had been cleared before anybody looked: of the new time the agenda knows nothing.
    await stage.settled()
    await office.connection.collection<{ _id: string }>('appointments').updateOne({ _id }, { $set: { dirty: false } })
    await items().deleteMany({ _id: { $regex: `^(?:appointment|sheet):${_id}:v2` } })
    const restored = await round()
    expect(restored).toContain(`appointment:${_id}:v2:reconfirmation`)
    const heard = office.listen(chen)
    await stage.moveTo('2026-03-11T18:00+08:00')
    expect(heard().map((line) => line.slice(0, 11))).toEqual(['03-09 18:00', '03-11 18:00'])
  })

  it('is there again for whoever waits, for tasks, and for chats that people have', async () => {
    const sun = await office.customer()
    const { _id: customerId } = await office.recordOf(sun)
    const wish = { customerId, vehicleId: 'veh_1', itemIds: ['alignment'], advisorId: null }
    const waiting = await office.shop.waitingList.join({
      ...wish,
      onDays: ['2026-03-20'],
      fromMinute: 30,
      toMinute: 31,
    })
    const about = { kind: 'customer' as const, id: customerId }
    const task = await office.shop.tasks.open({
      _id: 'call:1',
      kind: 'call-customer',
      about,
      words: '',
      dueAt: new Date(0),
    })
    const asked = { key: 'tg:sun', customerId, chat: chatOf(sun), reason: 'asked' as const, words: '' }
    const handoff = await office.shop.handoffs.open(asked)
    await shop.stage.settled()
    for (const id of [waiting._id, task._id, handoff._id]) {
      const keys = await keysOf(id)
      expect(keys.length).toBeGreaterThan(0)
      await items().deleteMany({ about: id })
      await round()
      expect(await keysOf(id)).toEqual(keys)
    }
  })

  it('is there again for what follows a visit, and for complaints', async () => {
    const { visitId, customerId } = await visited(shop.stage, office, '2026-03-16T11:00+08:00')
    const facts = { visitId: null, source: 'advisor' as const, said: [], acknowledged: true, by: 'test' }
    const complaint = await office.shop.complaints.open({ ...facts, id: 'cmp_test', customerId: 'cus_other' })
    await shop.stage.settled()
    expect(customerId).not.toBe('cus_other')
    for (const id of [visitId, complaint._id]) {
      const keys = await keysOf(id)
      expect(keys.length).toBeGreaterThan(2)
      await items().deleteMany({ about: id, state: 'waiting' })
      await round()
      expect(await keysOf(id)).toEqual(keys)
    }
  })
})
