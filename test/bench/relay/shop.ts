import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import mongoose from 'mongoose'
import { openApp } from '../../../src/app.ts'
import type { Config } from '../../../src/config.ts'
import { withDatabase } from '../../../src/database-uri.ts'
import { silentLog } from '../../../src/log.ts'
import { type Pace, telegramPace } from '../../../src/messages/pace.ts'
import type { Walls } from '../../../src/simulator/limits.ts'
import { type SimUser, startSimulator } from '../../../src/simulator/simulator.ts'
import type { Servers } from '../sending-support.ts'

/** Where twenty messages a minute would only be waited for. */
const quickGroup: Pace = {
  ...telegramPace,
  perSecond: 1_000,
  chat: { everyMs: 1, burst: 1_000 },
  group: { calls: 1_000, windowMs: 1_000, forReplies: 0 },
}

/** Somebody with a phone in the hand, and the name they go by. */
export type Customer = { user: SimUser; name: string }
export type ForumShop = Awaited<ReturnType<typeof openForumShop>>

/** The product on the machine's own time, with a forum group of advisors, on a database of its own. */
export async function openForumShop(
  { mongodbUri, redisUrl }: Servers,
  { walls = 'off' as Walls, pace = quickGroup } = {},
) {
  const name = `bench_${randomBytes(5).toString('hex')}`
  const databaseUri = withDatabase(mongodbUri, name)
  const simulator = await startSimulator({ walls, random: dice(7), webhookRetryMs: 50 })
  const group = simulator.group({ title: '顾问群', forum: true })
  /** The ids the group has had so far. */
  const ids = new Set([group.id])
  const connection = await mongoose.createConnection(databaseUri).asPromise()

  /** One process of the product; the caller closes it. */
  async function opens(config: Partial<Config> = {}) {
    const app = await openApp({
      config: {
        botToken: simulator.token,
        telegramApiRoot: simulator.apiRoot,
        mongodbUri: databaseUri,
        redisUrl,
        roles: ['bot', 'worker', 'web'],
        port: 0,
        ingress: { by: 'polling' },
        advisorsChatId: [...ids][0] ?? null,
        shopFile: null,
        clock: { kind: 'system' },
        logLevel: 'silent',
        ...config,
      },
      mongodbUri: databaseUri,
      redisUrl,
      prefix: `{${name}}`,
      pace,
      log: silentLog,
    })
    await app.ready
    return app
  }

  /** Customers `c0`, `c1` …, past the first screen. */
  const newcomers = (many: number): Promise<Customer[]> =>
    Promise.all(
      Array.from({ length: many }, async (_, i) => {
        const name = `c${i}`
        const user = simulator.user({ firstName: name })
        await user.start()
        await user.sees('先看看', patienceMs)
        await user.taps('先看看')
        await user.sees('📅 预约', patienceMs)
        return { user, name }
      }),
    )

  /** What the product says itself that may have been sent twice or never: keys of the happenings, and their words. */
  async function listed(): Promise<string> {
    const rows = await connection
      .collection('outbox')
      .find({ doubts: { $gt: 0 } })
      .toArray()
    return JSON.stringify(rows.map(({ content }) => content))
  }

  async function close(): Promise<void> {
    await simulator.close()
    await connection.dropDatabase()
    await connection.close()
  }

  return { simulator, group, ids, opens, newcomers, listed, close }
}

/** Asks for a person, and waits for the word that one is coming. */
export async function asksForPerson(user: SimUser): Promise<void> {
  await user.says('人工')
  await user.sees('已为您转接顾问', patienceMs)
}

/** On a machine with other work a screen may take its time. */
export const patienceMs = 120_000

/** Chance that is the same every time. */
export function dice(seed: number): () => number {
  let last = seed
  return () => {
    last = (last * 1_103_515_245 + 12_345) % 2 ** 31
    return last / 2 ** 31
  }
}

/** In an order that is the same every time. */
export function shuffled<T>(things: T[]): T[] {
  const random = dice(42)
  return things
    .map((thing) => ({ thing, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
