import type { Redis } from 'ioredis'
import { type Measurement, summed } from '../measure.ts'
import type { Servers } from '../sending-support.ts'
import { oneEach, openGround } from './ground.ts'
import { load, type Options, rounded } from './options.ts'
import { bullmq } from './peers.ts'
import type { Sending } from './processes.ts'
import { arrivedAt, openWall, verdictOn } from './wall.ts'

const unhurried = {
  perSecond: 1_000_000,
  chat: { everyMs: 0, burst: 1 },
  group: { calls: 20, windowMs: 1, forReplies: 0 },
}

/**
 * P6: messages a second with every wall off, each claimed, sent and its outcome recorded, beside BullMQ and Telegraf,
 * which record nothing. What is measured is the price of the record; one process each.
 */
export async function withoutAWall(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 2_000, runs = 3 } = options
  const ours: Run[] = []
  const theirs: Run[] = []
  for (let run = 0; run < runs; run++) {
    ours.push(await ourRun(servers, recipients))
    theirs.push(await peersRun(servers, recipients))
  }
  const facts = { walls: 'off', recipients, load: load() }
  const [first] = ours
  return [
    summed(
      'sending.throughput',
      'messages/s',
      ours.map(({ perSecond }) => perSecond),
      {
        means: 'from the first arrival to the last, every message claimed and its outcome recorded',
        ...facts,
        ...first?.each,
        missed: ours.reduce((sum, { missed }) => sum + missed, 0),
      },
    ),
    summed(
      'sending.throughput.peer',
      'messages/s',
      theirs.map(({ perSecond }) => perSecond),
      { means: 'BullMQ and Telegraf, 50 at a time, no limiter, nothing recorded', ...facts },
    ),
  ]
}

type Run = { perSecond: number; missed: number; each?: Record<string, number> }

async function ourRun(servers: Servers, recipients: number): Promise<Run> {
  const wall = await openWall({ walls: 'off', recipients, simulator: { wayMs: () => 0 } })
  const ground = await openGround(servers, wall, unhurried)
  try {
    const sender = await ground.startSender()
    const before = { ...(await countsOf(sender)), redis: await commandsOf(ground.redis) }
    await ground.messages.post(oneEach(wall.chats))
    await arrivedAt(wall, recipients, recipients * 50)
    const after = { ...(await countsOf(sender)), redis: await commandsOf(ground.redis) }
    const { share, missed } = verdictOn(wall, wall.chats)
    const each = {
      databaseOperationsEach: rounded((after.operations - before.operations) / recipients),
      redisCommandsEach: rounded((after.redis - before.redis) / recipients),
      cpuMsEach: rounded((after.cpuMs - before.cpuMs) / recipients),
    }
    return { perSecond: share * 30, missed, each }
  } finally {
    await ground.close()
    await wall.close()
  }
}

async function peersRun(servers: Servers, recipients: number): Promise<Run> {
  const wall = await openWall({ walls: 'off', recipients, simulator: { wayMs: () => 0 } })
  const sender = await bullmq().start(servers, wall)
  try {
    await sender.say(wall.chats)
    await arrivedAt(wall, recipients, recipients * 50)
    const { share, missed } = verdictOn(wall, wall.chats)
    return { perSecond: share * 30, missed }
  } finally {
    await sender.end()
    await wall.close()
  }
}

async function countsOf(sender: Sending): Promise<{ operations: number; cpuMs: number }> {
  sender.tell({})
  const { operations, cpuMs } = await sender.answer()
  return { operations: Number(operations), cpuMs: Number(cpuMs) }
}

async function commandsOf(redis: Redis): Promise<number> {
  return Number(/total_commands_processed:(\d+)/.exec(await redis.info('stats'))?.[1])
}
