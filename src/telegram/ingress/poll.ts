import type { TelegramUpdate } from '@gramio/types'
import type { Redis } from 'ioredis'
import { type Log, reasonOf } from '../../log.ts'
import type { Api } from '../api.ts'
import { pause } from '../pause.ts'
import { allowedUpdates } from './update.ts'

/** Telegram holds the request this long when there is nothing new, seconds. */
const holdSeconds = 25
/** Room for the answer to travel, on top of the hold. */
const marginMs = 10_000
/** Only one process may poll a bot [409 otherwise]; when it dies another takes over after this long and one pause. */
const leaseMs = 3_000
const pauseMs = 1_000

/**
 * Long polling: updates are stored durably, and only then acknowledged by asking for the next ones. Any number of
 * processes may run this; a lease in Redis lets one of them poll.
 */
export function startPolling(deps: {
  api: Api
  store: (updates: TelegramUpdate[]) => Promise<void>
  redis: Redis
  prefix: string
  holder: string
  log: Log
}): { close(): Promise<void> } {
  const { api, store, redis, holder, log } = deps
  const leaseKey = `${deps.prefix}:poller`
  const stop = new AbortController()
  let offset = 0
  const renewal = setInterval(() => holdLease().catch(() => {}), leaseMs / 3)

  /** Asks once; answers for how long not to ask again. */
  async function round(): Promise<number> {
    if (!(await holdLease())) return pauseMs
    const params = { offset, timeout: holdSeconds, limit: 100, allowed_updates: [...allowedUpdates] }
    const answer = await api.call('getUpdates', params, {
      timeoutMs: holdSeconds * 1000 + marginMs,
      signal: stop.signal,
    })
    if (stop.signal.aborted) return 0
    if (!('ok' in answer)) {
      log.warn({ answer }, 'polling')
      return 'wait' in answer ? Math.max(answer.wait, pauseMs) : pauseMs
    }
    if (answer.ok.length > 0) {
      await store(answer.ok)
      offset = Math.max(...answer.ok.map((update) => update.update_id)) + 1
    }
    return 0
  }

  /** Takes or renews the lease; `false` while another process holds it. */
  async function holdLease(): Promise<boolean> {
    if ((await redis.set(leaseKey, holder, 'PX', leaseMs, 'NX')) === 'OK') return true
    if ((await redis.get(leaseKey)) !== holder) return false
    await redis.pexpire(leaseKey, leaseMs)
    return true
  }

  const loop = (async () => {
    while (!stop.signal.aborted) {
      const restMs = await round().catch((error) => {
        log.warn({ reason: reasonOf(error) }, 'polling')
        return pauseMs
      })
      if (restMs > 0) await pause(restMs, stop.signal)
    }
    await redis
      .eval("if redis.call('get',KEYS[1])==ARGV[1] then redis.call('del',KEYS[1]) end", 1, leaseKey, holder)
      .catch(() => {})
  })()

  return {
    async close() {
      clearInterval(renewal)
      stop.abort()
      await loop
    },
  }
}
