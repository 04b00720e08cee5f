import { setTimeout as sleep } from 'node:timers/promises'
import { openServices, type Services } from '../../../src/services/services.ts'
import { type Measurement, summed } from '../measure.ts'
import { type Ground, oneEach, openGround } from '../sending/ground.ts'
import { load, type Options } from '../sending/options.ts'
import { arrivedAt, oneWayMs, openWall } from '../sending/wall.ts'
import type { Servers } from '../sending-support.ts'
import { nextCallAfter, quiet, reckoning } from './verdict.ts'

/** What happens to Redis in the middle of a campaign; answers when it was there again. */
const losses: Record<string, (ground: Ground, services: Services) => Promise<number>> = {
  FLUSHALL: async ({ redis }) => {
    await redis.flushall()
    return performance.now()
  },
  'ended for 3 s, nothing on disk': async (_, { redis }) => {
    await redis?.stop()
    await sleep(3_000)
    await redis?.start()
    return performance.now()
  },
}

/** R2: Redis forgets everything while two processes send. */
export async function lostRedis(servers: Servers, { recipients = 450 }: Options = {}): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const [loss, happens] of Object.entries(losses)) {
    const services = await openServices({
      mongodbUri: servers.mongodbUri,
      data: { kind: 'throw-away' },
      say: () => {},
    })
    const wall = await openWall({ walls: 'strict', jitterMs: 20, recipients })
    const ground = await openGround({ ...servers, redisUrl: services.redisUrl }, wall)
    try {
      await Promise.all([ground.startSender(), ground.startSender()])
      await ground.messages.post(oneEach(wall.chats))
      await arrivedAt(wall, recipients / 2, 120_000)
      const backAt = await happens(ground, services)
      const goingMs = (await nextCallAfter(wall, backAt)) - backAt
      await quiet(ground, 30_000 + recipients * 100)
      const found = await reckoning(ground, wall, wall.chats)
      measurements.push(
        summed('faults.redis.goingAgain', 'ms', [goingMs], {
          means: 'from the moment Redis is there again, empty, to the next call; goal 10,000',
          loss,
          recipients,
          senders: 2,
          oneWayMs,
          ...found,
          holds: found.lost === 0 && found.repeated === 0,
          refused429: wall.log.filter(({ code }) => code === 429).length,
          load: load(),
        }),
      )
    } finally {
      await ground.close()
      await wall.close()
      await services.close()
    }
  }
  return measurements
}
