import { openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'

/** A process of the product that is not held to Telegram's pace: what is measured is the product, not the wall. */
const pace = {
  perSecond: 10_000,
  chat: { everyMs: 1, burst: 1_000 },
  group: { calls: 1_000, windowMs: 1_000, forReplies: 0 },
}

const config = readConfig()
if ('problems' in config) throw new Error(config.problems.join('\n'))
const { mongodbUri, redisUrl, logLevel } = config
if (!mongodbUri || !redisUrl) throw new Error('MONGODB_URI and REDIS_URL are needed')
await openApp({ config, mongodbUri, redisUrl, pace, log: createLog(logLevel) })
