import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openStage, type Stage } from '../../src/demo/stage.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { mondayMorning } from '../support/open-shop.ts'
import { firstTime, freshPlate } from '../support/people.ts'
import { until } from '../support/until.ts'

/** Asked once a second or so, however many updates there are – and a real shop's clock asks nobody. */
const byTheSecond = /^(find clock|find profile|aggregate updates)$/

describe('operations of the database, from an update that comes in to the answer that is sent', () => {
  let stage: Stage
  let seen: string[] = []
  beforeAll(async () => {
    const mongodbUri = inject('mongodbUri').replace(/\/?(\?|$)/, '/?monitorCommands=true&')
    stage = await openStage({
      mongodbUri,
      redisUrl: inject('redisUrl'),
      at: mondayMorning,
      config: { roles: ['bot', 'web'] },
    })
    const ours = mongoose.connections.find(({ name }) => stage.databaseUri.includes(`/${name}?`))
    ours?.getClient().on('commandSucceeded', ({ commandName, requestId }) => {
      const operation = started.get(requestId)
      if (operation && commandName && !byTheSecond.test(operation)) seen.push(operation)
    })
    const started = new Map<number, string>()
    ours?.getClient().on('commandStarted', ({ commandName, command, requestId }) => {
      if (typeof command[commandName] === 'string') started.set(requestId, `${commandName} ${command[commandName]}`)
    })
  })
  afterAll(() => stage?.close())

  /** What it took to answer one action, in order: it ends with the update being marked as done. */
  async function operationsOf(act: () => Promise<unknown>): Promise<string[]> {
    seen = []
    await act()
    await until(() => seen.includes('update updates'))
    return seen
  }

  async function atTheItems(): Promise<SimUser> {
    const li = stage.simulator.user()
    await operationsOf(() => li.start())
    await operationsOf(() => li.taps('📅 马上预约'))
    await operationsOf(() => li.says(freshPlate()))
    return li
  }

  it('a tap in a booking takes ten', async () => {
    const li = await atTheItems()
    await operationsOf(() => li.taps('常规保养'))
    const operations = await operationsOf(() => li.taps('📅 其他日期'))
    await li.sees('哪一天')
    expect(operations).toEqual([
      'insert updates',
      'find updates',
      'aggregate chats',
      'find conversations',
      'find days',
      'update conversations',
      'find outbox',
      'update outbox',
      'update outbox',
      'update updates',
    ])
  })

  it('a word takes as many, and three for taking away the message that stood above it', async () => {
    const li = await atTheItems()
    await li.sees('常规保养')
    const operations = await operationsOf(() => li.says('常规保养'))
    await li.sees('预估')
    expect(operations.filter((one) => !/ (days|vehicles)$/.test(one))).toHaveLength(12)
    expect(operations.length).toBeLessThanOrEqual(14)
  })

  it('holding a time takes the day’s and the appointment’s besides', async () => {
    const li = await atTheItems()
    await operationsOf(() => li.taps('常规保养'))
    const operations = await operationsOf(() => li.taps(firstTime(li)))
    await li.sees('手机')
    expect(operations.filter((one) => / (days|appointments)$/.test(one)).length).toBeLessThanOrEqual(6)
    expect(operations.length).toBeLessThanOrEqual(18)
  })
})
