import { Redis } from 'ioredis'
import { redisPrefix } from '../config.ts'
import { createGovernor } from '../messages/governor.ts'

/**
 * For how many real ms nothing may leave yet, because Telegram said so or did not answer; `null` when Redis, where that
 * is kept, does not answer.
 */
export async function heldBackMs(redisUrl: string): Promise<number | null> {
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return (await createGovernor({ redis, prefix: redisPrefix }).view()).pausedMs
  } catch {
    return null
  } finally {
    redis.disconnect()
  }
}
