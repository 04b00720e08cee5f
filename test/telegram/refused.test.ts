import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutboxMessage } from '../../src/messages/message.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { openBackOffice } from '../jobs/support.ts'
import { openShop } from '../support/open-shop.ts'

/** Monday 2 March, 09:00; every visit is on a day of its own. */
describe('a customer to whom nothing can be delivered', { timeout: 60_000 }, () => {
  const shop = openShop()
  let office: Awaited<ReturnType<typeof openBackOffice>>
  let connection: Connection
  beforeAll(async () => {
    office = await openBackOffice(shop.stage)
    connection = await mongoose.createConnection(shop.stage.databaseUri).asPromise()
  })
  afterAll(async () => {
    await connection.close()
    await office.close()
  })

  const reachOf = async (user: SimUser) =>
    (await office.shop.customers.chatsOf((await office.recordOf(user))._id))[0]?.unreachable?.reason ?? null
  const callsTo = (user: SimUser) =>
    shop.stage.simulator.log.filter(({ method, chatId }) => method === 'sendMessage' && chatId === user.chatId)
  const callTasks = async (user: SimUser) =>
    (await office.tasks((await office.recordOf(user))._id)).filter(({ kind }) => kind === 'unreachable')
  const messagesAbout = (id: string) =>
    connection.collection<OutboxMessage>('outbox').find({ 'about.id': id }).sort({ notBefore: 1 }).toArray()

  it('because the account is gone, is called instead, and never written to again', async () => {
    const { stage } = shop
    const wang = await office.customer()
    const first = await office.books(wang, '2026-03-04T14:00+08:00')
    const second = await office.books(wang, '2026-03-05T14:00+08:00')
    wang.deactivates()
    const before = callsTo(wang).length
    await stage.moveTo('2026-03-03T18:00+08:00')
    expect(await reachOf(wang)).toContain('user is deactivated')
    expect(await callTasks(wang)).toMatchObject([{ state: 'open', about: { kind: 'customer' } }])
    await stage.moveTo('2026-03-05T14:31+08:00')
    expect(
      callsTo(wang)
        .slice(before)
        .map(({ code }) => code),
    ).toEqual([403])
    expect(await messagesAbout(first._id)).toMatchObject([{ state: 'failed', unreachable: true }])
    expect(await messagesAbout(second._id)).toEqual([])
    const outcomes = (await office.agenda(second._id)).map(({ kind, outcome }) => [kind, outcome])
    expect(outcomes).toContainEqual(['reconfirmation', 'unreachable'])
    expect(await callTasks(wang)).toHaveLength(1)
    expect((await office.tasks(second._id)).map(({ kind }) => kind)).toContain('unconfirmed')
  })

  it('because they blocked the bot unheard, stays so until Telegram says that they are back', async () => {
    const { stage } = shop
    const li = await office.customer()
    await office.books(li, '2026-03-10T14:00+08:00')
    const description = 'Forbidden: bot was blocked by the user'
    stage.simulator.faults.inject(
      { kind: 'refusal', code: 403, description },
      { methods: 'sendMessage', chatId: li.chatId },
    )
    await stage.moveTo('2026-03-09T18:00+08:00')
    expect(await reachOf(li)).toBe(description)
    expect(await callTasks(li)).toHaveLength(1)
    // Words are answered, and prove nothing: only the notice of Telegram does.
    await li.says('你好')
    await li.sees('您好')
    expect(await reachOf(li)).toBe(description)
    await li.blocks()
    await li.unblocks()
    expect(await reachOf(li)).toBeNull()
    await stage.moveTo('2026-03-10T12:00+08:00')
    await li.sees('地址')
  })

  it.each([
    ['server errors', { kind: 'html', status: 502 } as const],
    ['being too fast', { kind: 'too-many-requests', retryAfter: 1 } as const],
    ['a refusal of the message', { kind: 'refusal', code: 400, description: 'Bad Request: internal' } as const],
    ['a refusal of everything', { kind: 'refusal', code: 403, description: 'Forbidden' } as const],
    ['a lost answer', { kind: 'drop', performed: true } as const],
  ])('for a while only, by %s, is not taken off the list', async (_, fault) => {
    const { stage } = shop
    const zhao = await office.customer()
    const day = new Date(stage.present().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
    const { _id } = await office.books(zhao, `${day}T14:00+08:00`)
    const eve = new Date(new Date(`${day}T18:00+08:00`).getTime() - 86_400_000)
    stage.simulator.faults.inject(fault, { methods: 'sendMessage', chatId: zhao.chatId })
    await stage.moveTo(eve.toISOString())
    expect(await reachOf(zhao)).toBeNull()
    expect(await callTasks(zhao)).toEqual([])
    await stage.moveTo(`${day}T12:00:00+08:00`)
    await zhao.sees('地址')
    expect(await office.shop.appointments.get(_id)).toMatchObject({ state: 'booked' })
  })
})
