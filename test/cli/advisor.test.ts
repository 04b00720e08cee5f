import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createShop, type Shop } from '../../src/shop/shop.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { sampleShop } from '../shop/appointments/open-shop.ts'
import { ownDatabase } from '../support/own-database.ts'
import { yingke } from './yingke.ts'

let simulator: Simulator
let database: Awaited<ReturnType<typeof ownDatabase>>
let shop: Shop
let env: Record<string, string>
beforeAll(async () => {
  simulator = await startSimulator()
  database = await ownDatabase()
  shop = createShop({ connection: database.connection, clock: systemClock, otherPersonalData: [] })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
  await shop.profile.adopt(sampleShop())
  env = {
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    MONGODB_URI: database.uri,
    REDIS_URL: inject('redisUrl'),
  }
})
afterAll(async () => {
  await simulator.close()
  await database.drop()
})

const advisor = (args: string[], more: Record<string, string> = {}) => yingke(['advisor', ...args], { ...env, ...more })
const tokenIn = (says: string) => /adv_[A-Za-z0-9_-]{32}/.exec(says)?.[0] ?? ''

describe('advisor', () => {
  it('invite prints a link that works once, list shows who used it, and remove ends it', async () => {
    const { code, says } = await advisor(['invite', '--role', 'manager', '--as', 'lin'])
    expect(says).toContain(`https://t.me/${simulator.bot.username}?start=${tokenIn(says)}`)
    expect(says).toContain('the shifts of lin')
    expect(code).toBe(0)

    await shop.advisors.accept(tokenIn(says), { id: 'tg:7', name: '林' })
    expect(await shop.advisors.accept(tokenIn(says), { id: 'tg:8', name: '周' })).toEqual({ refused: 'invite-used' })
    expect((await advisor(['list'])).says).toMatch(/tg:7 {2}林 {2}manager {2}lin {2}(not )?on duty/)

    const { _id: customerId } = await shop.customers.greet({ chat: 'tg:7', name: '林', language: 'zh-CN' })
    const wanted = { key: 'update:1', customerId, chat: 'tg:7', reason: 'asked' as const, words: '' }
    const { _id } = await shop.handoffs.open(wanted)
    await shop.handoffs.claim(_id, 'tg:7')
    expect(await advisor(['remove', '7'])).toMatchObject({ code: 0, says: expect.stringContaining('林 (tg:7)') })
    expect(await shop.handoffs.get(_id)).toMatchObject({ state: 'open', ownerId: null, live: true })
    expect(await shop.customers.ofChat('tg:7')).toMatchObject({ _id: customerId })
  }, 120_000)

  it('invite tells how to use the token when Telegram cannot be reached', async () => {
    const { code, says } = await advisor(['invite', '--role', 'advisor'], { TELEGRAM_API_ROOT: 'http://127.0.0.1:9' })
    expect(says).toContain('Telegram cannot be reached')
    expect(says).toContain(`/start ${tokenIn(says)}`)
    expect(says).not.toContain('t.me')
    expect(says).not.toContain(simulator.token)
    expect(tokenIn(says)).not.toBe('')
    expect(code).toBe(0)
  }, 120_000)

  it('says what is wrong, and exits 2, or 1 for somebody unknown', async () => {
    const cook = await advisor(['invite', '--role', 'cook'])
    expect(cook).toMatchObject({ code: 2, says: expect.stringContaining('Whom?') })
    const unknown = await advisor(['invite', '--role', 'advisor', '--as', 'nobody'])
    expect(unknown).toMatchObject({ code: 2, says: expect.stringContaining('lin, zhou, shen, he') })
    expect(await advisor(['remove', 'tg:404'])).toEqual({ code: 1, says: 'No advisor has the id tg:404.\n' })
  }, 120_000)
})
