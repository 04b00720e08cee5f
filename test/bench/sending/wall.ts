import { setTimeout as sleep } from 'node:timers/promises'
import type { Walls } from '../../../src/simulator/limits.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/simulator/simulator.ts'

/** One way to Telegram: at least so many ms, and an even jitter on top that no sender is told. */
export const oneWayMs = 20

/** A simulated Telegram behind a wall, and so many people in it who may be written to. */
export async function openWall(options: {
  walls: Walls
  jitterMs?: number
  recipients: number
  simulator?: SimulatorOptions
}): Promise<Wall> {
  const { walls, jitterMs = 0, recipients } = options
  const wayMs = () => oneWayMs + Math.random() * jitterMs
  const simulator = await startSimulator({ walls, wayMs, logLimit: 1_000_000, ...options.simulator })
  const chats = simulator.crowd(recipients)
  return { ...simulator, simulator, chats }
}

export type Wall = Simulator & { simulator: Simulator; chats: number[] }

/** What became of the sending, by the simulated Telegram's own log. */
export type Verdict = {
  delivered: number
  /** People who got nothing. */
  missed: number
  /** Messages more than one to a person. */
  repeated: number
  /** Answers of 429. */
  refused: number
  /** Of 30 a second, from the first message to the last. */
  share: number
}

/** Whether a call brings somebody a message; a sign that one is being written does not. */
export const isMessage = ({ method }: { method: string }) => /^send(?!ChatAction)/.test(method)

/** Judges one message to each of `chats`. */
export function verdictOn({ log }: Pick<Simulator, 'log'>, chats: number[]): Verdict {
  const sends = log.filter(isMessage)
  const arrived = sends.filter(({ performed }) => performed)
  const reached = new Set(arrived.map(({ chatId }) => chatId))
  const [first, last] = [arrived[0]?.at ?? 0, arrived.at(-1)?.at ?? 0]
  return {
    delivered: arrived.length,
    missed: chats.filter((chat) => !reached.has(chat)).length,
    repeated: arrived.length - reached.size,
    refused: sends.filter(({ code }) => code === 429).length,
    share: (arrived.length - 1) / ((last - first) / 1000) / 30,
  }
}

/** Waits until so many messages have arrived; `false` when that takes longer than allowed. */
export async function arrivedAt({ log }: Pick<Simulator, 'log'>, messages: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  let [seen, arrived] = [0, 0]
  while (performance.now() < deadline) {
    for (const call of log.slice(seen)) if (call.performed && isMessage(call)) arrived++
    seen = log.length
    if (arrived >= messages) return true
    await sleep(10)
  }
  return false
}
