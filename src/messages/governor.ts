import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { gathered } from './gathered.ts'
import { answeredScript, giveBackScript, lateScript, reportScript } from './governor-scripts.ts'
import { type Pace, telegramPace } from './pace.ts'
import { type Call, createPermits, type Departure, isGroup } from './permits.ts'
import { createScript } from './redis-script.ts'

/** Lateness that the pace has room for, real ms: no more than its slack. */
const lateMs = 5
/** Reports of calls that go to Redis together. */
const reportedTogether = 100

/**
 * When a call may leave: one even pace for all processes, urgent lanes first, with a chat's and a group's own
 * limits. Everything that Telegram counts asks here; only answers to taps do not, they have to be instant.
 */
export function createGovernor(deps: { redis: Redis; prefix: string; pace?: Pace }) {
  const { redis, prefix, pace = telegramPace } = deps
  const giveBackToRedis = createScript(redis, giveBackScript)
  const answeredToRedis = createScript(redis, answeredScript)
  const lateToRedis = createScript(redis, lateScript)
  const reportToRedis = createScript(redis, reportScript)
  /** What this process was told itself, by `performance.now()`. */
  let pausedUntil = 0

  const stateKey = `${prefix}:pace`
  const keysOf = (chat: string) => ['', `:chat:${chat}`, `:group:${chat}`, ':left'].map((part) => `${stateKey}${part}`)
  const { ask } = createPermits({ redis, pace, keysOf })

  /** Resolves when the call may leave, however long that takes. For calls that are no messages, such as new topics. */
  async function admit(call: Call): Promise<void> {
    for (;;) {
      const permit = await ask(call)
      const heldMs = permit.go ? await depart(permit) : permit.forMs
      if (heldMs === 0) return
      await sleep(heldMs)
    }
  }

  /** Takes back a granted call that is not made. */
  async function giveBack({ chat, amends }: Call, { number }: Departure): Promise<void> {
    const args = [amends ? 0 : pace.chat.everyMs, isGroup(chat) ? 1 : 0, number]
    await giveBackToRedis([{ keys: keysOf(chat), args }])
  }

  /**
   * Resolves when a call that may go has to leave, with 0; with real milliseconds, when it may not any more because
   * everything is held back meanwhile. One that comes too late for its place is noted, for the pace of all.
   */
  async function depart({ leaveAt, number }: Departure): Promise<number> {
    const earlyMs = leaveAt - performance.now()
    if (earlyMs > 0) await sleep(earlyMs)
    const tooLateMs = performance.now() - leaveAt
    const heldMs = tooLateMs > lateMs ? await late([number, tooLateMs]).catch(() => 0) : 0
    return Math.max(0, heldMs, pausedUntil - performance.now())
  }
  const late = gathered(
    async (all: [number: number, ms: number][]) => {
      const [[heldMs] = []] = await lateToRedis([{ keys: keysOf(''), args: all.flat() }])
      return all.map(() => Number(heldMs))
    },
    { atOnce: reportedTogether },
  )

  /** Notes that a call was answered. Calls to a group are made one after another, so its newest is this one. */
  async function answered({ chat }: Pick<Call, 'chat'>): Promise<void> {
    if (isGroup(chat)) await answeredToRedis([{ keys: keysOf(chat), args: [pace.group.windowMs] }])
  }

  /** Tells how long a call took from when it left to its answer; the pace follows from how much that varies. */
  const took = gathered(
    async (durationsMs: number[]) => {
      await reportToRedis([{ keys: [stateKey], args: [0, 0, ...durationsMs] }])
      return durationsMs
    },
    { atOnce: reportedTogether },
  )

  /** Holds everything back, in all processes, for so long; `flooded`: because we were too fast. */
  async function pause(forMs: number, { flooded }: { flooded: boolean }): Promise<void> {
    pausedUntil = Math.max(pausedUntil, performance.now() + forMs)
    await reportToRedis([{ keys: [stateKey], args: [forMs, flooded ? 1 : 0] }])
  }

  /** Real milliseconds for which everything is still held back, and calls a second at the present pace. */
  async function view(): Promise<{ pausedMs: number; perSecond: number | null }> {
    const [pausedUntil, gap] = await redis.hmget(stateKey, 'pausedUntil', 'gap')
    const [seconds = 0, micros = 0] = await redis.time()
    const nowMs = Number(seconds) * 1000 + Number(micros) / 1000
    return { pausedMs: Math.max(0, Number(pausedUntil ?? 0) - nowMs), perSecond: gap ? 1000 / Number(gap) : null }
  }

  return { ask, admit, depart, giveBack, answered, took, pause, view, pace }
}

export type Governor = ReturnType<typeof createGovernor>
