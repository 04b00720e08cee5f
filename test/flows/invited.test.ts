import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { createShop, type Shop } from '../../src/shop/shop.ts'
import { openShop } from '../support/open-shop.ts'
import { openRecords } from './records.ts'

const token = /^[A-Za-z0-9_-]{22}$/
let phones = 13_500_000_000

describe('an invitation', () => {
  const house = openShop()
  const records = openRecords(house)
  let connection: Connection
  let shop: Shop
  beforeAll(async () => {
    connection = await mongoose.createConnection(house.stage.databaseUri).asPromise()
    const clock = { ...systemClock, now: house.stage.present }
    shop = createShop({ connection, clock, otherPersonalData: [] })
    await shop.profile.refresh()
  })
  afterAll(() => connection.close())

  /** Somebody from a list, with a car; and the token on the paper they got. */
  async function invited(id: string) {
    const phone = `+86${phones++}`
    await shop.customers.register({ id, phone, name: '周然', language: 'zh-CN', by: 'import' })
    await shop.vehicles.add({ id: `veh_${id}`, customerId: id, plate: '粤B54321', by: 'import' })
    const [made = ''] = await shop.invitations.invite([id])
    return { phone, made }
  }
  const invitations = () => records.collection<{ _id: string; usedAt: Date | null; customerId: string }>('invitations')
  const tasksAbout = (id: string) => records.collection('tasks').find({ 'about.id': id }).toArray()

  it('is a token that says nothing, of which only the hash is kept', async () => {
    const { made, phone } = await invited('cus_a')
    expect(made).toMatch(token)
    const kept = (await records.everything()).map(({ text }) => text).join('\n')
    expect(kept).not.toContain(made)
    expect(made).not.toContain(phone.slice(-4))
  })

  it('joins the chat with the record once the phone is verified, and shows nothing before', async () => {
    const { phone, made } = await invited('cus_b')
    const zhou = house.stage.customer({ firstName: '小周', phone })
    await zhou.start(made)
    await zhou.sees('小周您好')
    await zhou.taps('☐ 服务提醒')
    await zhou.taps('先看看')
    await zhou.sees('您是受邀的车主')
    expect(zhou.transcript()).not.toMatch(/周然|粤B/)
    expect((await records.customerOf(zhou))._id).not.toBe('cus_b')
    await zhou.sharesContact()
    await zhou.sees('档案接上了')
    const customer = await records.customerOf(zhou)
    expect(customer).toMatchObject({ _id: 'cus_b', name: '周然', phone })
    expect(customer.phoneVerifiedAt).not.toBeNull()
    expect(customer.consents.map(({ purpose, granted }) => [purpose, granted])).toEqual([
      ['service', true],
      ['marketing', false],
    ])
    await zhou.taps('🚗 我的车')
    await zhou.sees('粤B·54321')
    expect(await tasksAbout('cus_b')).toMatchObject([{ kind: 'check-merge' }])
    expect(await invitations().findOne({ customerId: 'cus_b' })).toMatchObject({ usedAt: expect.any(Date) })
  })

  it('leads on to a booking for who wanted one', async () => {
    const { phone, made } = await invited('cus_c')
    const zhou = house.stage.customer({ phone })
    await zhou.start(made)
    await zhou.taps('📅 马上预约')
    await zhou.sharesContact()
    await zhou.sees('常规保养')
  })

  it('followed by somebody else joins nothing, stays good, and a person is told', async () => {
    const { phone, made } = await invited('cus_d')
    const friend = house.stage.customer({ firstName: '老陈' })
    await friend.start(made)
    await friend.taps('先看看')
    await friend.sharesContact()
    await friend.sees('和邀请上登记的不同')
    const stranger: Customer = await records.customerOf(friend)
    expect(stranger._id).not.toBe('cus_d')
    expect(friend.transcript()).not.toMatch(/周然|粤B/)
    expect(await tasksAbout('cus_d')).toMatchObject([{ kind: 'invitation-of-another', state: 'open' }])

    const zhou = house.stage.customer({ phone })
    await zhou.start(made)
    await zhou.taps('先看看')
    await zhou.sharesContact()
    expect((await records.customerOf(zhou))._id).toBe('cus_d')
  })

  it('can be left: the chat goes on without the record', async () => {
    const { made } = await invited('cus_e')
    const zhou = house.stage.customer()
    await zhou.start(made)
    await zhou.taps('先看看')
    await zhou.says('13800001234')
    await zhou.sees('分享')
    await zhou.taps('✖ 取消')
    await zhou.sees('今天想办点什么')
    expect((await records.customerOf(zhou))._id).not.toBe('cus_e')
    await zhou.start(made)
    await zhou.sees('您是受邀的车主')
  })

  it.each(['used', 'unknown', 'expired'])('%s is a plain START', async (what) => {
    const { phone, made } = await invited(`cus_${what}`)
    if (what === 'used') {
      const first = house.stage.customer({ phone })
      await first.start(made)
      await first.taps('先看看')
      await first.sharesContact()
      await first.sees('档案接上了')
    }
    if (what === 'expired')
      await invitations().updateMany({ usedAt: null }, { $set: { expiresAt: house.stage.present() } })
    const zhou = house.stage.customer()
    await zhou.start(what === 'unknown' ? 'A'.repeat(22) : made)
    await zhou.taps('先看看')
    await zhou.sees('今天想办点什么')
    expect(zhou.transcript()).not.toContain('受邀')
  })

  it('says nothing new to somebody who has proved their phone', async () => {
    const own = await invited('cus_g')
    const others = await invited('cus_h')
    const zhou = house.stage.customer({ phone: own.phone })
    await zhou.start(own.made)
    await zhou.taps('先看看')
    await zhou.sharesContact()
    await zhou.sees('档案接上了')
    await zhou.start(others.made)
    await zhou.sees('今天想办点什么')
    expect((await records.customerOf(zhou))._id).toBe('cus_g')
    expect(await tasksAbout('cus_h')).toEqual([])
  })

  it('goes with the person who is erased', async () => {
    await invited('cus_f')
    await shop.privacy.erase('cus_f')
    expect(await invitations().findOne({ customerId: 'cus_f' })).toBeNull()
  })
})
