import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { withDatabase } from '../../src/database-uri.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { createCodec } from '../../src/telegram/codec.ts'
import { startProcess } from '../support/process.ts'
import { type Measurement, summed } from './measure.ts'
import type { Servers } from './sending-support.ts'

const at = '2026-03-02T09:00+08:00'
/** Wheel alignment has one bay: mornings of the five days after. */
const wanted = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07'].map(
  (day) => new Date(`${day}T10:00+08:00`),
)

/**
 * Customers who tap the same last time at once, through the simulated Telegram and four bot processes. Reports how long
 * until the last one has an answer, and how many hold the time (must be 1), judged by the shop's day and by the chats.
 */
export async function raceByTaps(
  { mongodbUri, redisUrl, database }: Servers,
  { people = 1_000, processes = 4 } = {},
): Promise<Measurement[]> {
  const name = `bench_${randomBytes(5).toString('hex')}`
  const simulator = await startSimulator({ walls: 'off', now: () => new Date(at), logLimit: 0 })
  const env = {
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    MONGODB_URI: withDatabase(mongodbUri, name),
    REDIS_URL: redisUrl,
    SHOP_CLOCK: 'simulated',
    SHOP_CLOCK_AT: at,
    PORT: '0',
    LOG_LEVEL: 'info',
  }
  const running = Array.from({ length: processes }, () =>
    startProcess({ ...env, ROLE: 'bot' }, ['--import', 'tsx', 'test/bench/bot-process.ts']),
  )
  await Promise.all(running.map((one) => one.prints('"ready"')))
  const connection = await mongoose.createConnection(env.MONGODB_URI).asPromise()
  const codec = createCodec(simulator.token)
  try {
    const users = await Promise.all(Array.from({ length: people }, (_, i) => beforeTheTimes(simulator.user(), i)))
    const seconds: number[] = []
    const holders: number[] = []
    for (const startsAt of wanted) {
      const racers = users.filter((user) => user.screen()?.text?.includes('四轮定位'))
      const began = performance.now()
      await Promise.all(
        racers.map(async (user) => {
          const answer = user.seesNews(600_000)
          await user.tapsData(pickOf(user, startsAt), user.screen())
          await answer
        }),
      )
      seconds.push((performance.now() - began) / 1_000)
      holders.push(await connection.collection('appointments').countDocuments({ startsAt, state: 'held' }))
    }
    const facts = {
      database,
      people,
      processes,
      roundsWithOneWinner: holders.filter((count) => count === 1).length,
      rounds: holders.length,
    }
    return [summed('race.byTaps.lastAnswer', 's', seconds, facts)]
  } finally {
    await Promise.all(running.map((one) => one.kill('SIGKILL')))
    await connection.dropDatabase()
    await connection.close()
    await simulator.close()
  }

  /** The button of that time as this person's screen would hold it. */
  function pickOf(user: SimUser, startsAt: Date): string {
    const chat = `tg:${user.chatId}`
    const shown = codec.decode(
      chat,
      user
        .screen()
        ?.buttons.flat()
        .find(({ data }) => data)?.data ?? '',
    )
    const value = Math.floor(startsAt.getTime() / 60_000).toString(36)
    return codec.encode(chat, shown?.kind === 'step' ? shown.revision : 0, { label: '', tap: 'pick', value })
  }
}

async function beforeTheTimes(user: SimUser, i: number): Promise<SimUser> {
  await user.start()
  await user.taps('📅 马上预约', { on: await user.sees('马上预约', 600_000) })
  await user.sees('车牌', 600_000)
  await user.says(`粤C${10_000 + i}`)
  await user.taps('四轮定位', { on: await user.sees('第1步', 600_000) })
  await user.sees('预估', 600_000)
  return user
}
