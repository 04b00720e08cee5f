import type { OutboxMessage } from '../../../src/messages/message.ts'
import type { Ground } from '../sending/ground.ts'
import { isMessage, type Wall } from '../sending/wall.ts'

/** One message was meant for each of `chats`: what became of them, by Telegram's log, and what of it is listed. */
export type Reckoning = {
  /** Arrived nowhere, and nobody is told so. */
  lost: number
  /** Arrived more than once. */
  repeated: number
  /** Arrived more than once, and nobody is told that they may have. */
  repeatedUnlisted: number
  /** Of which it is listed that nobody knows whether they arrived. */
  unknown: number
  listed: number
}

export async function reckoning(ground: Ground, { log }: Wall, chats: number[]): Promise<Reckoning> {
  const arrived = new Map<number | null, number>()
  for (const { chatId } of log.filter((call) => call.performed && isMessage(call)))
    arrived.set(chatId, (arrived.get(chatId) ?? 0) + 1)
  const doubtful = await ground.connection
    .collection<OutboxMessage>('outbox')
    .find({ doubts: { $gt: 0 } })
    .toArray()
  const listed = new Set(doubtful.map(({ to }) => Number(to.chat.replace('tg:', ''))))
  const times = (chat: number) => arrived.get(chat) ?? 0
  const repeated = chats.filter((chat) => times(chat) > 1)
  return {
    lost: chats.filter((chat) => times(chat) === 0 && !listed.has(chat)).length,
    repeated: repeated.reduce((sum, chat) => sum + times(chat) - 1, 0),
    repeatedUnlisted: repeated.filter((chat) => !listed.has(chat)).length,
    unknown: doubtful.filter(({ state }) => state === 'unknown').length,
    listed: listed.size,
  }
}

/** Waits until nothing is due and nothing on its way; `false` when that takes longer than allowed. */
export async function quiet({ messages }: Ground, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    if (await messages.timed.isQuiet(new Date()).catch(() => false)) return true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return false
}

/** When the next call that sends something arrives after an instant of `performance.now()`; waits for it. */
export async function nextCallAfter({ log }: Wall, at: number, withinMs = 60_000): Promise<number> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    const next = log.slice(-50).find((call) => isMessage(call) && call.at > at)
    if (next) return next.at
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return Number.POSITIVE_INFINITY
}
