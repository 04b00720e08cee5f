import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { booked, newcomer } from '../support/people.ts'
import { until } from '../support/until.ts'

describe('a customer behind a Telegram that is not well', () => {
  const shop = openShop()
  let connection: Connection
  beforeAll(async () => {
    connection = await mongoose.createConnection(shop.stage.databaseUri).asPromise()
  })
  afterAll(() => connection.close())
  type Reach = { _id: string; unreachable: { reason: string } | null }
  const reachOf = (id: number) => connection.collection<Reach>('chats').findOne({ _id: `tg:${id}` })
  const marketingOf = async (id: number) => {
    const chat = await connection.collection<{ _id: string; customerId: string }>('chats').findOne({ _id: `tg:${id}` })
    type Line = { purpose: string; granted: boolean; source: string }
    const customers = connection.collection<{ _id: string; consents: Line[] }>('customers')
    const customer = await customers.findOne({ _id: chat?.customerId ?? '' })
    return customer?.consents.findLast(({ purpose }) => purpose === 'marketing')
  }

  it('is sent nothing early when Telegram says how long to wait', async () => {
    const li = shop.stage.customer()
    shop.stage.simulator.faults.inject({ kind: 'too-many-requests', retryAfter: 1 }, { methods: 'sendMessage' })
    await li.start()
    await li.sees('马上预约')
    const calls = shop.stage.simulator.log.filter(
      ({ method, chatId }) => method === 'sendMessage' && chatId === li.chatId,
    )
    expect(calls.map(({ code }) => code)).toEqual([429, 200])
    expect((calls[1]?.at ?? 0) - (calls[0]?.answeredAt ?? 0)).toBeGreaterThanOrEqual(990)
  })

  it('who blocks the bot is not written to and gets no advertising, and is welcome back', async () => {
    const wang = await newcomer(shop.stage)
    await wang.blocks()
    expect((await reachOf(wang.id))?.unreachable).toBeTruthy()
    expect(await marketingOf(wang.id)).toMatchObject({ granted: false, source: 'blocked' })
    await wang.unblocks()
    expect((await reachOf(wang.id))?.unreachable).toBeNull()
    expect(await marketingOf(wang.id)).toMatchObject({ granted: false })
    await wang.says('你好')
    await wang.sees('预约')
  })

  it('whose account Telegram refuses is marked unreachable', async () => {
    const zhao = await newcomer(shop.stage)
    const fault = { kind: 'refusal', code: 403, description: 'Forbidden: user is deactivated' } as const
    shop.stage.simulator.faults.inject(fault, {
      chatId: zhao.id,
      times: 3,
      methods: ['sendMessage', 'editMessageText'],
    })
    await zhao.says('你好')
    await until(async () => Boolean((await reachOf(zhao.id))?.unreachable))
  })

  it('sees a new message where the one to be changed is gone', async () => {
    const chen = await newcomer(shop.stage)
    await chen.says('我的车')
    const before = chen.screen()?.id ?? 0
    const description = 'Bad Request: message to edit not found'
    shop.stage.simulator.faults.inject({ kind: 'refusal', code: 400, description }, { methods: 'editMessageText' })
    const label = chen.screen()?.buttons.flat()[0]?.label ?? ''
    await chen.taps(label)
    expect(chen.screen()?.id).toBeGreaterThan(before)
  })

  it('changes nothing by buttons of one’s own making', async () => {
    const liu = await booked(shop.stage)
    const other = await booked(shop.stage)
    const stolen = other.chat.flatMap(({ buttons }) => buttons.flat().flatMap(({ data }) => data ?? []))
    const made = ['', 'x', 'sxxxxxxx1~yes~', 'AAAAAAAAebooking~open~', '{"$gt":""}', '🚗'.repeat(16), ...stolen]
    const facts = async () => {
      const [appointments, customers] = await Promise.all(
        ['appointments', 'customers'].map((name) => connection.collection(name).find().sort({ _id: 1 }).toArray()),
      )
      return { appointments, customers }
    }
    const before = await facts()
    for (const data of made.filter((one) => one !== '')) await liu.tapsData(data)
    expect(await facts()).toEqual(before)
  })
})
