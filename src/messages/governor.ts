import type { Redis } from 'ioredis'
import { askScript, giveBackScript, reportScript } from './governor-scripts.ts'
import { type Lane, lanes } from './message.ts'
import { type Pace, telegramPace } from './pace.ts'
import { createScript } from './redis-script.ts'

/** A call to the channel that is to leave. */
export type Call = {
  lane: Lane
  chat: string
  /** Changes or removes what is there: a private chat's own limit counts new messages only [tried]. */
  amends?: boolean
}

/**
 * `go`: leave at `leaveAt` by `performance.now()`, a moment ahead at most; `waited` tells that time has passed since the
 * question. Else the chat has to wait, or everybody, for so many real milliseconds.
 */
export type Permit = { go: true; waited: boolean; leaveAt: number } | { go: false; held: 'chat' | 'all'; forMs: number }

/**
 * How long ahead a permit is given, real ms: about what a claim takes. More would only keep an urgent call waiting behind it, and
 * have more messages claimed when a process is killed.
 */
const leadMs = 20

type Waiter = { call: Call; waited: boolean; resolve(permit: Permit): void; reject(error: unknown): void }

/**
 * When a call may leave: one even pace for all processes, urgent lanes first, with a chat's and a group's own
 * limits. Everything that Telegram counts asks here; only answers to taps do not, they have to be instant.
 */
export function createGovernor(deps: { redis: Redis; prefix: string; pace?: Pace }) {
  const { redis, prefix, pace = telegramPace } = deps
  const askRedis = createScript(redis, askScript)
  const giveBackToRedis = createScript(redis, giveBackScript)
  const reportToRedis = createScript(redis, reportScript)
  const queues: Waiter[][] = lanes.map(() => [])
  let pumping = false
  let hurry = () => {}

  const stateKey = `${prefix}:pace`
  const keysOf = (chat: string) => [stateKey, `${stateKey}:chat:${chat}`, `${stateKey}:group:${chat}`]

  /**
   * Resolves when the call may leave, or when something other than the common pace holds it back. Throws when Redis
   * is away: then nothing leaves.
   */
  function ask(call: Call): Promise<Permit> {
    return new Promise((resolve, reject) => {
      queues[lanes.indexOf(call.lane)]?.push({ call, waited: false, resolve, reject })
      hurry()
      void pump()
    })
  }

  /** Resolves when the call may leave, however long that takes. For calls that are no messages, such as new topics. */
  async function admit(call: Call): Promise<void> {
    let permit = await ask(call)
    for (; !permit.go; permit = await ask(call)) await sleep(permit.forMs)
    await untilLeave(permit)
  }

  /** Takes back a granted call that is not made. */
  async function giveBack({ chat, amends }: Call): Promise<void> {
    await giveBackToRedis(keysOf(chat), [amends ? 0 : pace.chat.everyMs, isGroup(chat) ? 1 : 0])
  }

  /** Tells how long a call took from its permit to its answer; the pace follows from how much that varies. */
  const took = (durationMs: number) => report(durationMs, 0, false)

  /** Holds everything back, in all processes, for so long; `flooded`: because we were too fast. */
  const pause = (forMs: number, { flooded }: { flooded: boolean }) => report(-1, forMs, flooded)

  async function report(durationMs: number, pauseMs: number, flooded: boolean): Promise<void> {
    await reportToRedis([stateKey], [durationMs, pauseMs, flooded ? 1 : 0])
  }

  /** Real milliseconds for which everything is still held back, and calls a second at the present pace. */
  async function view(): Promise<{ pausedMs: number; perSecond: number | null }> {
    const [pausedUntil, gap] = await redis.hmget(stateKey, 'pausedUntil', 'gap')
    const [seconds = 0, micros = 0] = await redis.time()
    const nowMs = Number(seconds) * 1000 + Number(micros) / 1000
    return { pausedMs: Math.max(0, Number(pausedUntil ?? 0) - nowMs), perSecond: gap ? 1000 / Number(gap) : null }
  }

  /** One question at a time, for the most urgent: a process asks Redis once a call, however many are waiting. */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    for (let head = mostUrgent(); head; head = mostUrgent()) {
      const { call } = head
      try {
        const askedAt = performance.now()
        const [answer, wait] = await askRedis(keysOf(call.chat), argumentsOf(call))
        if (answer === 'pace') {
          head.waited = true
          await sleepUnlessHurried(Number(wait))
          continue
        }
        // Redis answered about half way through.
        const leaveAt = (askedAt + performance.now()) / 2 + Number(wait)
        head.resolve(answer === 'go' ? { go: true, waited: head.waited, leaveAt } : heldBack(answer, Number(wait)))
      } catch (error) {
        head.reject(error)
      }
      queues[lanes.indexOf(call.lane)]?.shift()
    }
    pumping = false
  }

  const mostUrgent = () => queues.find((queue) => queue.length > 0)?.[0]

  function argumentsOf({ lane, chat, amends }: Call): number[] {
    const { calls, windowMs, forReplies } = pace.group
    const groupCalls = isGroup(chat) ? (lane === 'reply' ? calls : calls - forReplies) : 0
    return [
      lanes.indexOf(lane),
      pace.perSecond,
      pace.chat.everyMs,
      pace.chat.burst,
      groupCalls,
      windowMs,
      amends ? 0 : 1,
      leadMs,
    ]
  }

  function sleepUnlessHurried(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return { ask, admit, giveBack, took, pause, view }
}

export type Governor = ReturnType<typeof createGovernor>

/** Resolves when a call that may go has to leave. */
export async function untilLeave({ leaveAt }: { leaveAt: number }): Promise<void> {
  const ms = leaveAt - performance.now()
  if (ms > 0) await sleep(ms)
}

/** Telegram's groups have negative ids. */
const isGroup = (chat: string) => chat.startsWith('tg:-')

const heldBack = (by: unknown, forMs: number): Permit => ({ go: false, held: by === 'pause' ? 'all' : 'chat', forMs })

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
