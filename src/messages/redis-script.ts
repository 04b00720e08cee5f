import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

export type ScriptCall = { keys: string[]; args: number[] }

/**
 * A Lua script that Redis knows by its digest; sent in full only to a server that does not know it yet. Several calls
 * go together, are done one after the other, and are answered in their order.
 */
export function createScript(redis: Redis, lua: string) {
  const digest = createHash('sha1').update(lua).digest('hex')

  return async function run(calls: ScriptCall[]): Promise<unknown[][]> {
    if (calls.length === 1) return Promise.all(calls.map(alone))
    const pipeline = redis.pipeline()
    for (const { keys, args } of calls) pipeline.evalsha(digest, keys.length, ...keys, ...args)
    const answers = (await pipeline.exec()) ?? []
    return Promise.all(
      calls.map((call, i) => {
        const [error, answer] = answers[i] ?? [new Error('no answer of Redis')]
        return error ? inFull(call, error) : list(answer)
      }),
    )
  }

  async function alone(call: ScriptCall): Promise<unknown[]> {
    try {
      return list(await redis.evalsha(digest, call.keys.length, ...call.keys, ...call.args))
    } catch (error) {
      return inFull(call, error)
    }
  }

  async function inFull({ keys, args }: ScriptCall, error: unknown): Promise<unknown[]> {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return list(await redis.eval(lua, keys.length, ...keys, ...args))
  }
}

const list = (answer: unknown): unknown[] => (Array.isArray(answer) ? answer : [])
