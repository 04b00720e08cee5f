import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import mongoose, { type Connection } from 'mongoose'
import { inject } from 'vitest'
import { withDatabase } from '../../src/database-uri.ts'

const name = () => `t_${randomBytes(6).toString('hex')}`

/** A connection to a database of its own; `drop` removes it. */
export async function ownDatabase(): Promise<{ connection: Connection; uri: string; drop(): Promise<void> }> {
  const uri = withDatabase(inject('mongodbUri'), name())
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise()
  return {
    connection,
    uri,
    async drop() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}

/** A Redis connection with a key prefix of its own; `drop` removes its keys. */
export function ownRedis(): { redis: Redis; url: string; prefix: string; drop(): Promise<void> } {
  const prefix = name()
  const url = inject('redisUrl')
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  return {
    redis,
    url,
    prefix,
    async drop() {
      for await (const keys of redis.scanStream({ match: `*${prefix}*`, count: 1000 })) {
        if (keys.length) await redis.del(keys)
      }
      await redis.quit()
    },
  }
}
