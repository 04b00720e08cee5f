import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A Lua script that Redis knows by its digest; sent in full only to a server that does not know it yet. */
export function createScript(redis: Redis, lua: string) {
  const digest = createHash('sha1').update(lua).digest('hex')

  return async function run(keys: string[], args: number[]): Promise<unknown[]> {
    try {
      return list(await redis.evalsha(digest, keys.length, ...keys, ...args))
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return list(await redis.eval(lua, keys.length, ...keys, ...args))
    }
  }
}

const list = (answer: unknown): unknown[] => (Array.isArray(answer) ? answer : [])
