import { randomBytes } from 'node:crypto'
import mongoose, { type Connection } from 'mongoose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { withDatabase } from '../../src/database-uri.ts'
import type { Services } from '../../src/services/services.ts'
import { type SimUser, type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { ownServices } from '../support/own-services.ts'
import { environmentOf, type Running, startProcess } from '../support/process.ts'
import { until } from '../support/until.ts'

/** Long enough for a process to start on a machine that is busy. */
const patienceMs = 60_000

describe('a process of the product', () => {
  let services: Services
  let database: string
  let simulator: Simulator
  let connection: Connection
  const running: Running[] = []
  const start = (env: Record<string, string> = {}) => {
    const one = startProcess({ ...environmentOf(simulator, database), REDIS_URL: services.redisUrl, ...env })
    running.push(one)
    return one
  }

  beforeAll(async () => {
    services = await ownServices()
  })
  beforeEach(async () => {
    database = `t_${randomBytes(6).toString('hex')}`
    simulator = await startSimulator({ walls: 'off', now: () => new Date('2026-03-02T01:00:00Z') })
    connection = await mongoose.createConnection(withDatabase(inject('mongodbUri'), database)).asPromise()
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.kill('SIGKILL')))
    await connection.dropDatabase()
    await connection.close()
    await simulator.close()
  })
  afterAll(() => services?.close())

  it('answers, and on SIGTERM finishes what is in hand and exits 0 within 10 s', async () => {
    const one = start()
    await one.prints('"ready"')
    const li = simulator.user()
    await li.start()
    await li.sees('马上预约')
    simulator.faults.inject({ kind: 'delay', ms: 3_000 }, { methods: 'sendMessage' })
    await li.says('菜单')
    await until(() => simulator.pendingUpdates() === 0)
    const began = performance.now()
    expect(await one.kill('SIGTERM')).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(one.output()).toContain('"closed"')
    expect(await connection.collection('outbox').countDocuments({ state: 'sending' })).toBe(0)
  }, 90_000)

  it('exits 0 on SIGTERM while it still waits for its servers', async () => {
    const one = start({ MONGODB_URI: 'mongodb://127.0.0.1:9/x', REDIS_URL: 'redis://127.0.0.1:9' })
    await one.prints('the database is away')
    expect(await one.kill('SIGTERM')).toBe(0)
  }, 60_000)

  it('lists what is wrong with its settings, all at once, and shows no secret', async () => {
    const one = start({ BOT_TOKEN: 'my-secret', PORT: 'eighty' })
    await expect(one.prints('never printed')).rejects.toThrow()
    expect(one.output()).toContain('BOT_TOKEN')
    expect(one.output()).toContain('PORT')
    expect(one.output()).not.toContain('my-secret')
    expect(one.child.exitCode).toBe(1)
  })

  it('killed again and again in the middle of its calls loses no update and performs none twice', async () => {
    const faults = [
      { kind: 'hang', performed: true },
      { kind: 'hang', performed: false },
      { kind: 'drop', performed: true },
      { kind: 'hang', performed: true },
    ] as const
    const people = faults.map(() => Array.from({ length: 10 }, () => simulator.user()))
    let current = start()
    await current.prints('"ready"')
    for (const [round, fault] of faults.entries()) {
      const ours = people[round] ?? []
      const unlucky = ours.slice(0, 4).map(({ chatId }) => chatId)
      for (const chatId of unlucky) simulator.faults.inject(fault, { methods: 'sendMessage', chatId })
      for (const user of ours) await user.start()
      await until(() => unlucky.every((id) => simulator.log.some(({ chatId, code }) => chatId === id && code === 0)))
      await current.kill('SIGKILL')
      simulator.faults.clear()
      current = start()
    }
    await Promise.all(people.flat().map((user) => user.sees('马上预约', patienceMs)))
    await expectEachOnce(people.flat())
  }, 180_000)

  it('beside others keeps each chat’s order and hands the polling over within 5 s of a kill', async () => {
    const poller = start()
    await poller.prints('"ready"')
    const others = [start(), start({ ROLE: 'bot' }), start({ ROLE: 'bot' })]
    await Promise.all(others.map((one) => one.prints('"ready"')))
    const people = Array.from({ length: 10 }, () => simulator.user())
    for (const user of people) await user.start()
    await Promise.all(people.map((user) => user.sees('马上预约', patienceMs)))
    for (const text of ['菜单', '我的车', '我的预约']) for (const user of people) await user.says(text)
    await until(settled)
    for (const { id } of people) {
      const said = await connection
        .collection('outbox')
        .find({ 'to.chat': `tg:${id}`, 'content.kind': 'screen' })
        .sort({ _id: 1 })
        .toArray()
      const arrived = said.toSorted((a, b) => Number(a.remoteId) - Number(b.remoteId))
      expect(arrived.map(({ _id }) => _id)).toEqual(said.map(({ _id }) => _id))
    }
    expect(simulator.log.some(({ method, code }) => method === 'getUpdates' && code === 409)).toBe(false)

    await poller.kill('SIGKILL')
    const killedAt = performance.now()
    const li = simulator.user()
    await li.start()
    await li.sees('马上预约', patienceMs)
    const next = simulator.log.find(({ method, at }) => method === 'getUpdates' && at > killedAt)
    expect((next?.at ?? Number.POSITIVE_INFINITY) - killedAt).toBeLessThan(5_000)
    await expectEachOnce([li])
  }, 180_000)

  const settled = async () =>
    simulator.pendingUpdates() === 0 &&
    (await connection.collection('updates').countDocuments({ state: 'new' })) === 0 &&
    (await connection.collection('outbox').countDocuments({ state: { $in: ['pending', 'sending'] } })) === 0

  /** One revision per person and one screen, but for what was on its way in the moment of a kill, which is listed. */
  async function expectEachOnce(people: SimUser[]): Promise<void> {
    await until(settled)
    const ids = people.map(({ id }) => `tg:${id}`)
    const conversations = connection.collection<{ _id: string; revision: number }>('conversations')
    const stored = await conversations.find({ _id: { $in: ids } }).toArray()
    expect(stored.map(({ revision }) => revision)).toEqual(people.map(() => 1))
    const screens = people.map((user) => user.chat.filter(({ from }) => from === 'bot').length)
    const doubtful = await connection.collection('outbox').countDocuments({ doubts: { $gt: 0 } })
    expect(screens.reduce((sum, count) => sum + count - 1, 0)).toBeLessThanOrEqual(doubtful)
  }
})
