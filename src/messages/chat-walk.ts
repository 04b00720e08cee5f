import type { Delivery, Signs, Step, Wait } from './delivery.ts'
import type { Lane, OutboxMessage } from './message.ts'
import type { Outbox } from './outbox.ts'

/** Messages of one chat taken up in one look. */
const queueAtOnce = 20

/** How a walk ended; `busy`: a message of this chat is on its way already. */
export type Walked = 'done' | 'busy' | Wait

/**
 * Sends what is due for one chat, one after the other. The order needs no lock: whoever looks finds the same first
 * message, one gets its claim, and nobody goes past a message that is on its way.
 */
export function createChatWalk({ outbox, delivery }: { outbox: Outbox; delivery: Delivery }) {
  /** Lanes down to `lowest` are served. */
  return async function walk(chat: string, lowest: Lane, signs?: Signs): Promise<Walked> {
    for (;;) {
      const queue = await outbox.queueOf(chat, lowest, queueAtOnce)
      if (queue.some(({ state }) => state === 'sending')) return 'busy'
      const step = await inTurn(queue, (message) => delivery.attempt(message, signs))
      if (typeof step === 'object') return step
      if (step === 'next' && queue.length < queueAtOnce) return 'done'
    }
  }
}

export type ChatWalk = ReturnType<typeof createChatWalk>

/** One message after the other, until one has to wait or things are no longer as they were. */
export async function inTurn(
  queue: OutboxMessage[],
  attempt: (message: OutboxMessage) => Promise<Step>,
): Promise<Step> {
  for (const message of queue) {
    const step = await attempt(message)
    if (step !== 'next') return step
  }
  return 'next'
}
