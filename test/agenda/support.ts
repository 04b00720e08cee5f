import { z } from 'zod'
import { createAgenda } from '../../src/agenda/agenda.ts'
import { type AgendaItem, itemModel, type NewItem } from '../../src/agenda/item.ts'
import { defineJob, type JobOutcome } from '../../src/agenda/job.ts'
import { handClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import { ownDatabase, ownRedis } from '../support/own-database.ts'

export const morning = new Date('2026-03-02T01:00:00Z')
export const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** What a job of these tests does: tells the house about every run, which answers how it ends. */
type Tools = { ran(word: string): Promise<JobOutcome> }

const greet = defineJob({
  name: 'greet',
  payload: z.object({ word: z.string() }),
  run: ({ word }, tools: Tools) => tools.ran(word),
})

/** One installation with an agenda; `process` opens any number of processes of it. */
export async function openHouse() {
  const database = await ownDatabase()
  const { redis, prefix, drop } = ownRedis()
  const clock = handClock(morning)
  const model = itemModel(database.connection)
  await model.createIndexes()
  const closers: (() => Promise<unknown>)[] = []

  function process(ran: Tools['ran'] = async () => ({ done: true })) {
    const { connection } = database
    const both = { producer: redis, worker: redis }
    const agenda = createAgenda({
      connection,
      redis: both,
      prefix,
      clock,
      jobs: [greet],
      tools: { ran },
      log: silentLog,
    })
    closers.push(agenda.close)
    function run(options?: Parameters<typeof agenda.run>[0]) {
      const running = agenda.run(options)
      closers.push(running.close)
      return running
    }
    return { ...agenda, run }
  }

  /** The record of an item. */
  async function stored(key: string): Promise<AgendaItem> {
    const item = await model.findById(key).lean<AgendaItem>()
    if (!item) throw new Error(`no item ${key}`)
    return item
  }

  /** What FLUSHALL does, to this installation alone: everything at once. */
  async function forgetRedis(): Promise<void> {
    const keys = await redis.keys(`*${prefix}*`)
    if (keys.length > 0) await redis.del(keys)
  }

  async function close() {
    for (const one of closers.reverse()) await one()
    await drop()
    await database.drop()
  }

  return { process, stored, model, clock, forgetRedis, connection: database.connection, close }
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** An item due now and of use for an hour. */
export function item(key: string, given: Partial<NewItem> = {}): NewItem {
  return {
    _id: key,
    kind: 'greet',
    payload: { word: key },
    dueAt: morning,
    expiresAt: minutesAfter(morning, 60),
    ...given,
  }
}
