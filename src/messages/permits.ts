import type { Redis } from 'ioredis'
import { askScript } from './governor-scripts.ts'
import { type Lane, lanes } from './message.ts'
import type { Pace } from './pace.ts'
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
export type Permit = ({ go: true; waited: boolean } & Departure) | { go: false; held: 'chat' | 'all'; forMs: number }

/** When a granted call has to leave, by `performance.now()`, and its number among all. */
export type Departure = { leaveAt: number; number: number }

/**
 * How long ahead a permit is given, real ms: about what a claim takes. More would only keep an urgent call waiting behind it,
 * and have more messages claimed when a process is killed.
 */
const leadMs = 20
/** Calls asked for in one question, where the pace lets that many leave at once. */
const askedTogether = 32

type Waiter = { call: Call; waited: boolean; resolve(permit: Permit): void; reject(error: unknown): void }

/** Asks Redis for permits, for whatever waits in this process the most urgent first. */
export function createPermits(deps: { redis: Redis; pace: Pace; keysOf(chat: string): string[] }) {
  const { pace, keysOf } = deps
  const askRedis = createScript(deps.redis, askScript)
  const queues: Waiter[][] = lanes.map(() => [])
  let pumping = false
  let hurry = () => {}

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
      const [answer, ms, number] = answers[i] ?? []
      if (answer === 'pace') {
        head.waited = true
        waitMs ??= Number(ms)
      } else {
        leaveQueue(head)
        const { waited } = head
        const leaveAt = answeredAt + Number(ms)
        head.resolve(
          answer === 'go' ? { go: true, waited, leaveAt, number: Number(number) } : heldBack(answer, Number(ms)),
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
    const rank = lanes.indexOf(lane)
    const groupCalls = isGroup(chat) ? Math.max(1, calls - forReplies * Math.min(rank, 2)) : 0
    return [rank, pace.perSecond, pace.chat.everyMs, pace.chat.burst, groupCalls, windowMs, amends ? 0 : 1, leadMs]
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

  return { ask }
}

/** Telegram's groups have negative ids. */
export const isGroup = (chat: string) => chat.startsWith('tg:-')

const heldBack = (by: unknown, forMs: number): Permit => ({ go: false, held: by === 'pause' ? 'all' : 'chat', forMs })
