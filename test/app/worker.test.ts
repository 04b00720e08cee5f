import { randomBytes } from 'node:crypto'
import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { AgendaItem } from '../../src/agenda/item.ts'
import { handClock } from '../../src/clock.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { createTasks } from '../../src/shop/tasks/tasks.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { environmentOf, type Running, startProcess } from '../support/process.ts'
import { until } from '../support/until.ts'

/** What the shop's people have to do is shown in their group, by a worker and at once. */
const tasks = 6

describe('a worker', () => {
  const database = `t_${randomBytes(6).toString('hex')}`
  let simulator: Simulator
  let group: number
  let connection: Connection
  const running: Running[] = []
  const start = async (role: string) => {
    const env = { ...environmentOf(simulator, database), ROLE: role, ADVISORS_CHAT_ID: String(group) }
    const one = startProcess(env)
    running.push(one)
    await one.prints('"ready"')
    return one
  }

  beforeAll(async () => {
    simulator = await startSimulator({ walls: 'off', now: () => new Date('2026-03-02T01:00:00Z') })
    group = simulator.group({ title: '售后', forum: true }).id
    const uri = withDatabase(inject('mongodbUri'), database)
    connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise()
  })
  afterAll(async () => {
    await Promise.all(running.map((one) => one.kill('SIGKILL')))
    await connection.dropDatabase()
    await connection.close()
    await simulator.close()
  })
  const agenda = () => connection.collection<AgendaItem>('agenda')

  it('that is killed over its work leaves it to another', async () => {
    const first = await start('worker')
    simulator.faults.inject({ kind: 'hang', performed: false }, { methods: 'sendMessage' })
    const shop = createTasks({ connection, clock: handClock('2026-03-02T01:00:00Z') })
    for (let i = 0; i < tasks; i++) {
      const about = { kind: 'update' as const, id: `tg:1 #${i}` }
      const dueAt = new Date('2026-03-03T01:00:00Z')
      await shop.open({ _id: `parked:${i}`, kind: 'parked-update', about, words: '', dueAt })
    }
    await until(() => simulator.log.some(({ method, code }) => method === 'sendMessage' && code === 0))
    await first.kill('SIGKILL')
    simulator.faults.clear()
    await start('worker')
    await until(async () => (await agenda().countDocuments({ kind: 'show-task', state: 'done' })) === tasks)
    const outbox = connection.collection('outbox')
    await until(async () => (await outbox.countDocuments({ state: { $in: ['pending', 'sending'] } })) === 0)
    expect(await outbox.countDocuments({ state: 'sent', 'to.chat': `tg:${group}` })).toBe(tasks)
    const doubtful = await outbox.countDocuments({ doubts: { $gt: 0 } })
    const shown = simulator.log.filter(({ method, performed }) => method === 'sendMessage' && performed)
    expect(shown.length - tasks).toBeLessThanOrEqual(doubtful)
  }, 180_000)
})
