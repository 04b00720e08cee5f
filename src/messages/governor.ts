import type { Redis } from 'ioredis'
import { gathered } from './gathered.ts'
import { askScript, giveBackScript, lateScript, reportScript } from './governor-scripts.ts'
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
 * question, `shift` is the governor's own. Else the chat has to wait, or everybody, for so many real milliseconds.
 */
export type Permit = ({ go: true; waited: boolean } & Departure) | { go: false; held: 'chat' | 'all'; forMs: number }

/**
 * How long ahead a permit is given, real ms: about what a claim takes. More would only keep an urgent call waiting behind it, and
 * have more messages claimed when a process is killed.
 */
const leadMs = 20
/** Lateness that the pace has room for, real ms. */
const lateMs = 6
/** Calls asked for in one question, where the pace lets that many leave at once; reports of calls that go together. */
const askedTogether = 32
const reportedTogether = 100

type Departure = { leaveAt: number; shift: number }
type Waiter = { call: Call; waited: boolean; resolve(permit: Permit): void; reject(error: unknown): void }

/**
 * When a call may leave: one even pace for all processes, urgent lanes first, with a chat's and a group's own
 * limits. Everything that Telegram counts asks here; only answers to taps do not, they have to be instant.
 */
export function createGovernor(deps: { redis: Redis; prefix: string; pace?: Pace }) {
  const { redis, prefix, pace = telegramPace } = deps
  const askRedis = createScript(redis, askScript)
  const giveBackToRedis = createScript(redis, giveBackScript)
  const lateToRedis = createScript(redis, lateScript)
  const reportToRedis = createScript(redis, reportScript)
  const queues: Waiter[][] = lanes.map(() => [])
  /** What this process was told itself, by `performance.now()`. */
  let pausedUntil = 0
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
    for (;;) {
      const permit = await ask(call)
      const heldMs = permit.go ? await depart(permit) : permit.forMs
      if (heldMs === 0) return
      await sleep(heldMs)
    }
  }

  /** Takes back a granted call that is not made. */
  async function giveBack({ chat, amends }: Call): Promise<void> {
    const args = [amends ? 0 : pace.chat.everyMs, isGroup(chat) ? 1 : 0]
    await giveBackToRedis([{ keys: keysOf(chat), args }])
  }

  /**
   * Resolves when a call that may go has to leave, with 0; with real milliseconds, when it may not any more because
   * everything is held back meanwhile. One that comes too late for its place moves the pace of all.
   */
  async function depart({ leaveAt, shift }: Departure): Promise<number> {
    const earlyMs = leaveAt - performance.now()
    if (earlyMs > 0) await sleep(earlyMs)
    const tooLateMs = performance.now() - leaveAt - lateMs
    const heldMs = tooLateMs > 0 ? await late([tooLateMs, shift]).catch(() => 0) : 0
    return Math.max(0, heldMs, pausedUntil - performance.now())
  }
  /** Of several that are late the worst counts. */
  const late = gathered(
    async (all: [ms: number, shift: number][]) => {
      const worst = all.toSorted(([a, b], [c, d]) => c + d - a - b)[0] ?? []
      const [[heldMs] = []] = await lateToRedis([{ keys: [stateKey], args: worst }])
      return all.map(() => Number(heldMs))
    },
    { atOnce: reportedTogether },
  )

  /** Tells how long a call took from when it had to leave to its answer; the pace follows from how much that varies. */
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

  /**
   * One question at a time, for the most urgent: at Telegram's pace a process asks Redis once a call, however many are
   * waiting. Where all that were asked for may leave, more are asked for together.
   */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    let together = 1
    for (let heads = mostUrgent(together); heads.length > 0; heads = mostUrgent(together)) {
      const waitMs = await asked(heads).catch((error) => refuse(heads, error))
      together = waitMs === null ? Math.min(together * 2, askedTogether) : 1
      if (waitMs !== null) await sleepUnlessHurried(waitMs)
    }
    pumping = false
  }

  /** Asks for calls of one lane; answers for how long the pace holds back what is left of them, `null` for nothing. */
  async function asked(heads: Waiter[]): Promise<number | null> {
    const askedAt = performance.now()
    const answers = await askRedis(heads.map(({ call }) => ({ keys: keysOf(call.chat), args: argumentsOf(call) })))
    // Redis answered about half way through.
    const answeredAt = (askedAt + performance.now()) / 2
    let waitMs: number | null = null
    for (const [i, head] of heads.entries()) {
      const [answer, ms, shift] = answers[i] ?? []
      if (answer === 'pace') {
        head.waited = true
        waitMs ??= Number(ms)
      } else {
        leaveQueue(head)
        const { waited } = head
        const leaveAt = answeredAt + Number(ms)
        head.resolve(
          answer === 'go' ? { go: true, waited, leaveAt, shift: Number(shift) } : heldBack(answer, Number(ms)),
        )
      }
    }
    return waitMs
  }

  function refuse(heads: Waiter[], error: unknown): null {
    for (const head of heads) {
      leaveQueue(head)
      head.reject(error)
    }
    return null
  }

  const mostUrgent = (together: number) => queues.find((queue) => queue.length > 0)?.slice(0, together) ?? []

  function leaveQueue(head: Waiter): void {
    const queue = queues[lanes.indexOf(head.call.lane)] ?? []
    queue.splice(queue.indexOf(head), 1)
  }

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

  return { ask, admit, depart, giveBack, took, pause, view, pace }
}

export type Governor = ReturnType<typeof createGovernor>

/** Telegram's groups have negative ids. */
const isGroup = (chat: string) => chat.startsWith('tg:-')

const heldBack = (by: unknown, forMs: number): Permit => ({ go: false, held: by === 'pause' ? 'all' : 'chat', forMs })

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
