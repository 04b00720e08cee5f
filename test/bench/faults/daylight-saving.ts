import { randomBytes } from 'node:crypto'
import { DateTime } from 'luxon'
import mongoose from 'mongoose'
import { type App, openApp } from '../../../src/app.ts'
import { type Config, readConfig } from '../../../src/config.ts'
import { withDatabase } from '../../../src/database-uri.ts'
import { silentLog } from '../../../src/log.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts'
import { shopFileIn } from '../../jobs/support.ts'
import { type Measurement, summed } from '../measure.ts'
import { load, type Options, rounded } from '../sending/options.ts'
import type { Servers } from '../sending-support.ts'
import { type Expected, minutesFor, onTheWall, putExpected } from './reminded.ts'

/** In New York the clocks go forward on Sunday 8 March 2026, and back on Sunday 1 November; two days in the shop. */
const zone = 'America/New_York'
const seasons = [
  { season: 'forward', at: '2026-03-06T10:00-05:00', days: ['2026-03-08', '2026-03-09'] },
  { season: 'back', at: '2026-10-30T10:00-04:00', days: ['2026-11-01', '2026-11-02'] },
]
/** Nothing is paced: what is measured is whether, not how fast. */
const pace = {
  perSecond: 10_000,
  chat: { everyMs: 1, burst: 1_000 },
  group: { calls: 1_000, windowMs: 1_000, forReplies: 0 },
}

/**
 * R8: reminders over both days on which the clocks change, and a restart in the middle: each exactly once, right to
 * the minute of the shop's wall clock. `recipients` appointments in all, three reminders each.
 */
export async function overDaylightSaving(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 200 } = options
  const measurements: Measurement[] = []
  for (const { season, at, days } of seasons) {
    const expected = (chats: number[]) => chats.map((chat, i): Expected => ({ chat, startsAt: visit(days, i) }))
    measurements.push(await throughSeason(servers, { season, at, days, count: Math.ceil(recipients / 2), expected }))
  }
  return measurements
}

/** Visits from 11:00 to 16:45, every quarter of an hour, on one day and the next in turn. */
function visit(days: string[], i: number): DateTime {
  const minute = (Math.floor(i / days.length) % 24) * 15
  const day = DateTime.fromISO(days[i % days.length] ?? '', { zone })
  return day.set({ hour: 11 + Math.floor(minute / 60), minute: minute % 60 })
}

type Season = {
  season: string
  at: string
  days: string[]
  count: number
  expected(chats: number[]): Expected[]
}

async function throughSeason(servers: Servers, { season, at, days, count, expected }: Season): Promise<Measurement> {
  const began = performance.now()
  const startAt = new Date(at)
  let present = () => startAt
  const simulator = await startSimulator({ walls: 'off', now: () => present(), logLimit: 1_000_000 })
  const name = `bench_${randomBytes(5).toString('hex')}`
  const uri = withDatabase(servers.mongodbUri, name)
  const connection = await mongoose.createConnection(uri).asPromise()

  async function open(prefix: string): Promise<App> {
    const app = await openApp({
      config: configOf(simulator, at),
      mongodbUri: uri,
      redisUrl: servers.redisUrl,
      prefix,
      pace,
      log: silentLog,
    })
    await app.ready
    present = app.timeMachine().present
    return app
  }

  try {
    let app = await open(`{${name}_1}`)
    const people = expected(simulator.crowd(count))
    await putExpected(connection, people, startAt)
    await app.timeMachine().moveTo(
      DateTime.fromISO(days[0] ?? '', { zone })
        .set({ hour: 13, minute: 30 })
        .toJSDate(),
    )
    await app.close()
    app = await open(`{${name}_2}`)
    await app.timeMachine().moveTo(
      DateTime.fromISO(days[1] ?? '', { zone })
        .set({ hour: 18 })
        .toJSDate(),
    )
    await app.close()

    const told = toldBy(simulator)
    const wrong = people.filter((one) => (told.get(one.chat) ?? []).toString() !== minutesFor(one).toString())
    const reminders = [...told.values()].reduce((sum, minutes) => sum + minutes.length, 0)
    return summed('faults.daylightSaving.wrong', 'customers', [wrong.length], {
      means: 'customers who were not told exactly three times, each at its minute of the wall clock',
      season,
      zone,
      appointments: count,
      reminders,
      restarts: 1,
      ...(wrong[0] && { example: `${told.get(wrong[0].chat)} instead of ${minutesFor(wrong[0])}` }),
      tookSeconds: rounded((performance.now() - began) / 1000),
      load: load(),
    })
  } finally {
    await simulator.close()
    await connection.dropDatabase()
    await connection.close()
  }
}

/** At which minutes of the wall clock each chat got something, by the date Telegram put on it. */
function toldBy({ log }: Simulator): Map<number, string[]> {
  const told = new Map<number, string[]>()
  for (const { method, performed, chatId, result } of log) {
    if (!performed || method !== 'sendMessage' || chatId === null) continue
    const { date } = result as { date: number }
    told.set(chatId, [...(told.get(chatId) ?? []), onTheWall(DateTime.fromSeconds(date, { zone }))])
  }
  return told
}

function configOf(simulator: Simulator, at: string): Config {
  const config = readConfig({
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    SHOP_FILE: shopFileIn(zone),
    SHOP_CLOCK: 'simulated',
    SHOP_CLOCK_AT: at,
    PORT: '0',
  })
  if ('problems' in config) throw new Error(config.problems.join('\n'))
  return config
}
