import { setTimeout as sleep } from 'node:timers/promises'
import mongoose from 'mongoose'
import { systemClock } from '../../../src/clock.ts'
import { withDatabase } from '../../../src/database-uri.ts'
import type { OutboxMessage } from '../../../src/messages/message.ts'
import { createOutbox } from '../../../src/messages/outbox.ts'
import { openServices } from '../../../src/services/services.ts'
import type { SimUser } from '../../../src/simulator/simulator.ts'
import { startProcess } from '../../support/process.ts'
import { type Measurement, summed } from '../measure.ts'
import { oneEach } from '../sending/ground.ts'
import { load, type Options, rounded } from '../sending/options.ts'
import { isMessage, openWall } from '../sending/wall.ts'
import type { Servers } from '../sending-support.ts'

/** People who write while the database is away, and in the minute before. */
const talkers = 20

/**
 * R13: the database is away for 30 s under the whole product, which is sending a long list and answering people. No
 * call without a recorded attempt, no update lost, and the process goes on by itself.
 */
export async function databaseAway(
  _: Servers,
  { recipients = 600, seconds = 30 }: Options = {},
): Promise<Measurement[]> {
  const services = await openServices({ data: { kind: 'throw-away' }, say: () => {} })
  const wall = await openWall({ walls: 'strict', jitterMs: 20, recipients })
  const uri = withDatabase(services.mongodbUri, 'bench_away')
  const connection = await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 5_000 }).asPromise()
  const one = startProcess({
    BOT_TOKEN: wall.token,
    TELEGRAM_API_ROOT: wall.apiRoot,
    MONGODB_URI: uri,
    REDIS_URL: services.redisUrl,
    PORT: '0',
    LOG_LEVEL: 'info',
  })
  try {
    await one.prints('"ready"')
    const outbox = createOutbox({ connection, clock: systemClock })
    // As answers: nobody here is a customer who has consented to anything else.
    await outbox.post(
      oneEach(wall.chats).map((message) => ({ ...message, lane: 'reply' as const, purpose: 'reply' as const })),
    )
    const users = Array.from({ length: talkers }, () => wall.user())
    for (const user of users.slice(0, talkers / 2)) await user.start()
    await Promise.all(users.slice(0, talkers / 2).map((user) => user.sees('马上预约', 60_000)))

    const callsBefore = wall.log.length
    await services.database?.stop()
    const awayAt = performance.now()
    for (const user of users.slice(talkers / 2)) await user.start()
    for (const user of users.slice(0, talkers / 2)) await user.says('菜单')
    await sleep(seconds * 1000)
    const duringAway = wall.log.slice(callsBefore).filter((call) => isMessage(call) && call.at > awayAt + 1_000)
    await services.database?.start()
    const backAt = performance.now()
    await Promise.all(users.map((user) => answered(user, 120_000)))
    const answeredMs = performance.now() - backAt
    const going = wall.log.find((call) => isMessage(call) && call.at > backAt)

    const model = connection.collection<OutboxMessage>('outbox')
    const deadline = performance.now() + 180_000
    while (performance.now() < deadline && (await model.countDocuments({ state: { $in: ['pending', 'sending'] } })) > 0)
      await sleep(500)
    const records = await model.find({}).toArray()
    const calls = (chatId: number) => wall.log.filter((call) => isMessage(call) && call.chatId === chatId)
    const people = [...wall.chats, ...users.map(({ chatId }) => chatId)]
    const attempts = (chatId: number) =>
      records.filter(({ to }) => to.chat === `tg:${chatId}`).reduce((sum, record) => sum + record.attempts, 0)
    const unrecorded = people.filter((chatId) => calls(chatId).length > attempts(chatId)).length
    const missed = wall.chats.filter((chatId) => !calls(chatId).some(({ performed }) => performed))
    const doubtful = records.filter(({ doubts }) => doubts > 0)
    const lost = missed.filter((chatId) => !doubtful.some(({ to }) => to.chat === `tg:${chatId}`))
    return [
      summed('faults.database.answered', 's', [answeredMs / 1000], {
        means: 'from the moment the database is there again until everybody who wrote meanwhile is answered',
        awaySeconds: seconds,
        recipients,
        talkers,
        callsWhileAway: duringAway.length,
        callsWithoutRecordedAttempt: unrecorded,
        updatesLost: wall.pendingUpdates(),
        lost: lost.length,
        repeated: wall.chats.reduce(
          (sum, chat) => sum + Math.max(0, calls(chat).filter(({ performed }) => performed).length - 1),
          0,
        ),
        listed: doubtful.length,
        goingAgainMs: rounded((going?.at ?? Number.NaN) - backAt),
        sameProcess: one.child.exitCode === null,
        warnings: one
          .output()
          .split('\n')
          .filter((line) => line.includes('"level":40')).length,
        errors: one
          .output()
          .split('\n')
          .filter((line) => line.includes('"level":50')).length,
        load: load(),
      }),
    ]
  } finally {
    await one.kill('SIGKILL')
    await connection.close()
    await wall.close()
    await services.close()
  }
}

/** What somebody wrote has an answer: a screen of the bot below it. */
async function answered(user: SimUser, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    if (user.chat.at(-1)?.from === 'bot' && user.chat.some(({ from }) => from !== 'bot')) return
    await sleep(50)
  }
}
