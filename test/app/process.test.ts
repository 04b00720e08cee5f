import { randomBytes } from 'node:crypto'
import mongoose, { type Connection } from 'mongoose'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { environmentOf, type Running, startProcess } from '../support/process.ts'

describe('a process of the product', () => {
  const database = `t_${randomBytes(6).toString('hex')}`
  let simulator: Simulator
  let connection: Connection
  const running: Running[] = []
  const start = (env: Record<string, string> = {}) => {
    const one = startProcess({ ...environmentOf(simulator, database), ...env })
    running.push(one)
    return one
  }

  beforeAll(async () => {
    simulator = await startSimulator({ walls: 'off', now: () => new Date('2026-03-02T01:00:00Z') })
    connection = await mongoose.createConnection(`${inject('mongodbUri').replace(/\/$/, '')}/${database}`).asPromise()
  })
  afterEach(async () => {
    simulator.faults.clear()
    await Promise.all(running.splice(0).map((one) => one.kill('SIGKILL')))
  })
  afterAll(async () => {
    await connection.dropDatabase()
    await connection.close()
    await simulator.close()
  })

  it('answers, and on SIGTERM closes in order and exits 0', async () => {
    const one = start()
    await one.prints('"ready"')
    const li = simulator.user()
    await li.start()
    await li.sees('马上预约')
    const began = performance.now()
    expect(await one.kill('SIGTERM')).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(one.output()).toContain('"closed"')
  })

  it('lists what is wrong with its settings, all at once, and shows no secret', async () => {
    const one = start({ BOT_TOKEN: 'my-secret', PORT: 'eighty' })
    await expect(one.prints('never printed')).rejects.toThrow()
    expect(one.output()).toContain('BOT_TOKEN')
    expect(one.output()).toContain('PORT')
    expect(one.output()).not.toContain('my-secret')
    expect(await one.kill('SIGKILL')).toBe(1)
  })

  it('killed in the middle of its work loses no update and performs none twice', async () => {
    const people = Array.from({ length: 30 }, () => simulator.user())
    const first = start()
    await first.prints('"ready"')
    for (let round = 0; round < 3; round++) {
      const calls = simulator.log.filter(({ method }) => method === 'sendMessage').length
      for (const user of people.slice(round * 10, round * 10 + 10)) await user.start()
      await people[round * 10]?.sees('马上预约')
      expect(simulator.log.filter(({ method }) => method === 'sendMessage').length).toBeGreaterThan(calls)
      await running.at(-1)?.kill('SIGKILL')
      start()
    }
    await Promise.all(people.map((user) => user.sees('马上预约', 25_000)))
    await running.at(-1)?.prints('"ready"')

    const ids = people.map(({ id }) => `tg:${id}`)
    const conversations = await connection
      .collection<{ _id: string; revision: number }>('conversations')
      .find({ _id: { $in: ids } })
      .toArray()
    expect(conversations.map(({ revision }) => revision)).toEqual(people.map(() => 1))
    const screens = people.map((user) => user.chat.filter((message) => message.text?.includes('这里是')).length)
    // What was on its way in the moment of a kill may have arrived twice: one call per chat being served.
    const doubtful = await connection.collection('outbox').countDocuments({ doubts: { $gt: 0 } })
    expect(screens.reduce((sum, count) => sum + count - 1, 0)).toBeLessThanOrEqual(doubtful)
  }, 90_000)
})
