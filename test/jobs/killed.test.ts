import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { withDatabase } from '../../src/database-uri.ts'
import type { SimUser, Simulator } from '../../src/simulator/simulator.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { environmentOf, type Running, startProcess } from '../support/process.ts'
import { until } from '../support/until.ts'
import { openBackOffice } from './support.ts'

const database = `t_${randomBytes(6).toString('hex')}`
const present = new Date('2026-03-02T01:00:00Z')
let simulator: Simulator
let process: Running
beforeAll(async () => {
  simulator = await startSimulator({ walls: 'off', now: () => present })
  process = startProcess(environmentOf(simulator, database))
  await process.prints('"ready"')
}, 90_000)
afterAll(async () => {
  await process.kill('SIGKILL')
  const connection = await mongoose.createConnection(withDatabase(inject('mongodbUri'), database)).asPromise()
  await connection.dropDatabase()
  await connection.close()
  await simulator.close()
})

const people = 12
const kills = 3

it('killed between a fact and its effects, and between a claim and its end: everything is confirmed, once', async () => {
  const office = await openBackOffice({
    databaseUri: withDatabase(inject('mongodbUri'), database),
    present: () => present,
    settled: async () => {},
    customer: (facts) => simulator.user(facts),
  })
  const items = office.connection.collection<{ _id: string; state: string }>('agenda')
  const outbox = office.connection.collection<{ _id: string; doubts: number }>('outbox')
  const users: SimUser[] = []
  for (let n = 0; n < people; n++) {
    const user = simulator.user()
    await user.start()
    await user.sees('马上预约', 30_000)
    users.push(user)
  }
  const slots = await office.shop.slots.times({ itemIds: ['maintenance'], onDay: '2026-03-05' })
  const booked = new Map<string, SimUser>()
  const confirmations = () => [...booked.keys()].map((id) => `appointment:${id}:v1:confirmation`)

  for (let kill = 0; kill < kills; kill++) {
    // Facts without effects: whoever wrote them is gone, and so is who would have looked for them.
    if (kill === 0) await process.kill('SIGKILL')
    for (const user of users.slice(kill * 4, kill * 4 + 4)) {
      const at = slots[Math.floor(booked.size / 2)]?.startsAt.toISOString() ?? ''
      booked.set((await office.books(user, at, { by: 'lin', source: { kind: 'advisor' } }))._id, user)
    }
    if (kill === 0) expect(await items.countDocuments({ _id: { $in: confirmations() } })).toBe(0)
    if (kill === 0) process = startProcess(environmentOf(simulator, database))
    await until(async () => (await items.countDocuments({ state: 'claimed' })) > 0)
    await process.kill('SIGKILL')
    // The leases of the dead are not waited for.
    for (const records of [items, outbox])
      await records.updateMany({ state: { $in: ['claimed', 'sending'] } }, { $set: { claimedAt: new Date(0) } })
    process = startProcess(environmentOf(simulator, database))
  }
  await until(async () => (await items.countDocuments({ _id: { $in: confirmations() }, state: 'done' })) === people)
  await until(async () => (await outbox.countDocuments({ state: { $in: ['pending', 'sending'] } })) === 0)
  const doubtful = await outbox.countDocuments({ doubts: { $gt: 0 } })
  const heard = users.map((user) => user.chat.filter(({ text }) => text?.includes('已为您预约')).length)
  expect(heard.filter((times) => times === 0)).toEqual([])
  expect(heard.reduce((sum, times) => sum + times - 1, 0)).toBeLessThanOrEqual(doubtful)
  await office.close()
}, 240_000)
