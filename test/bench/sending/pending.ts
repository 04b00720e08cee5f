import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { type Measurement, summed } from '../measure.ts'
import type { Servers } from '../sending-support.ts'
import { oneEach, openGround } from './ground.ts'
import { load, type Options, rounded } from './options.ts'
import type { Sending } from './processes.ts'
import { arrivedAt, openWall } from './wall.ts'

const megabyte = 1024 * 1024

/**
 * P4 and P5: 100,000 people wait for a campaign's message. How much the sender's memory and Redis grow by it, and how
 * soon after the launch the first message arrives: the outbox's part of a campaign, which a producer posts in bulk
 * while the sender begins.
 */
export async function muchPending(servers: Servers, options: Options = {}): Promise<Measurement[]> {
  const { recipients = 100_000, seconds = 20 } = options
  const wall = await openWall({ walls: 'strict', jitterMs: 20, recipients: recipients + 100 })
  const ground = await openGround(servers, wall)
  try {
    const sender = await ground.startSender()
    const [warmUp, people] = [wall.chats.slice(0, 100), wall.chats.slice(100)]
    await ground.messages.post(oneEach(warmUp, { key: 'warm-up' }))
    await arrivedAt(wall, 100, 60_000)
    await sleep(2_000)
    const before = { process: await residentOf(sender), redis: await usedBy(ground.redis) }

    const from = wall.log.length
    const messages = oneEach(people)
    const launchedAt = performance.now()
    const posted = ground.messages.post(messages).then(() => performance.now() - launchedAt)
    await arrivedAt(wall, 101, 120_000)
    const first = (wall.log[from]?.at ?? Number.NaN) - launchedAt
    const postedMs = await posted

    let most = { process: 0, redis: 0 }
    for (let second = 0; second < seconds; second++) {
      await sleep(1_000)
      const now = { process: await residentOf(sender), redis: await usedBy(ground.redis) }
      most = { process: Math.max(most.process, now.process), redis: Math.max(most.redis, now.redis) }
    }
    const facts = { recipients, seconds, sent: wall.log.length - from, load: load() }
    return [
      summed('sending.pending.process', 'MB', [(most.process - before.process) / megabyte], {
        means: 'how much the resident memory of the sender’s process grew at most by what is pending; goal 30',
        ...facts,
        beforeMB: rounded(before.process / megabyte),
      }),
      summed('sending.pending.redis', 'MB', [(most.redis - before.redis) / megabyte], {
        means: 'how much the memory used by Redis grew at most; goal 5',
        ...facts,
      }),
      summed('sending.pending.first', 'ms', [first], {
        means: 'from the producer’s first write to the arrival of the first message; goal 250',
        ...facts,
        postedMs: rounded(postedMs),
      }),
    ]
  } finally {
    await ground.close()
    await wall.close()
  }
}

async function residentOf(sender: Sending): Promise<number> {
  sender.tell({})
  return Number((await sender.answer()).rssBytes)
}

async function usedBy(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])
}
