import { Redis } from 'ioredis'
import mongoose from 'mongoose'
import { systemClock } from '../../src/clock.ts'
import { silentLog } from '../../src/log.ts'
import { createGovernor } from '../../src/messages/governor.ts'
import { createMessages } from '../../src/messages/messages.ts'

/**
 * A sender to be killed. Its channel is a list in Redis, which is the judge: a key in it has been delivered, 20 ms
 * after the call left; the answer takes 20 ms more. Arguments: database URI, Redis URL, prefix.
 */
const [mongodbUri = '', redisUrl = '', prefix = ''] = process.argv.slice(2)
const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
const connection = await mongoose.createConnection(mongodbUri, { autoIndex: false, autoCreate: false }).asPromise()
const travel = () => new Promise((resolve) => setTimeout(resolve, 20))

const messages = createMessages({
  connection,
  redis: { producer: redis, worker: redis },
  prefix,
  clock: systemClock,
  governor: createGovernor({ redis, prefix }),
  transport: async ({ _id }) => {
    await travel()
    const sent = await redis.rpush(`${prefix}:delivered`, _id)
    await travel()
    return { sent: String(sent) }
  },
  log: silentLog,
})
messages.runSender()
