import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import mongoose from 'mongoose'
import { outboxModel } from '../../src/messages/outbox-model.ts'

export type Servers = { mongodbUri: string; redisUrl: string; database: string }

/** An empty outbox of its own, and keys of its own in Redis. */
export async function openOutbox({ mongodbUri, redisUrl }: Servers) {
  const prefix = `bench_${randomBytes(6).toString('hex')}`
  const connection = await mongoose.createConnection(`${mongodbUri.replace(/\/$/, '')}/${prefix}`).asPromise()
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  // Some measurements take Redis away.
  redis.on('error', () => {})
  await outboxModel(connection).createIndexes()
  async function drop() {
    const keys = await redis.keys(`${prefix}*`)
    if (keys.length > 0) await redis.del(keys)
    redis.disconnect()
    await connection.dropDatabase()
    await connection.close()
  }
  return { connection, redis, prefix, drop }
}
