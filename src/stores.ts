import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import mongoose, { type Connection } from 'mongoose'
import { type Log, reasonOf } from './log.ts'

/** How long one operation may look for a database server before it fails and is tried again later. */
const selectionMs = 5_000
/** Pause between two tries to reach the database at start. */
const retryMs = 1_000

export type Stores = {
  connection: Connection
  /** `producer` fails at once while Redis is away, `worker` waits for it. */
  redis: { producer: Redis; worker: Redis }
  /** Resolves when the database has been reached; tries for ever. */
  reached(): Promise<void>
  check(): Promise<{ mongodb: 'ok' | string; redis: 'ok' | string }>
  close(): Promise<void>
}

/** Connections to the database and to Redis. Both come and go by themselves; nothing here throws because they are away. */
export function openStores({ mongodbUri, redisUrl, log }: { mongodbUri: string; redisUrl: string; log: Log }): Stores {
  mongoose.set('strictQuery', 'throw')
  const connection = mongoose.createConnection()
  connection.set('bufferCommands', false)
  let closing = false

  const producer = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy })
  const worker = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy })
  for (const redis of [producer, worker]) redis.on('error', (error) => log.warn({ reason: error.name }, 'redis'))

  async function reached(): Promise<void> {
    while (!closing) {
      try {
        await connection.openUri(mongodbUri, {
          autoIndex: false,
          autoCreate: false,
          bufferCommands: false,
          serverSelectionTimeoutMS: selectionMs,
          waitQueueTimeoutMS: selectionMs,
          maxPoolSize: 50,
        })
        return
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'the database is away, trying again')
        await sleep(retryMs)
      }
    }
  }

  async function check() {
    const ping = async () => {
      if (connection.readyState !== 1) throw new Error('not connected')
      await connection.db?.admin().ping()
    }
    const [mongodb, redis] = await Promise.all([answerOf(ping()), answerOf(producer.ping())])
    return { mongodb, redis }
  }

  async function close() {
    closing = true
    producer.disconnect()
    worker.disconnect()
    await connection.close()
  }

  return { connection, redis: { producer, worker }, reached, check, close }
}

const retryStrategy = (tries: number) => Math.min(100 * tries, 1_000)

async function answerOf(question: Promise<unknown>): Promise<'ok' | string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer within 2 s'), 2_000)
  })
  const answer = question.then(
    () => 'ok',
    (error) => `away (${reasonOf(error)})`,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
