import type { Delivery, Wait } from './delivery.ts'
import type { Lane } from './message.ts'
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
  /** Lanes down to `lowest` are served. `onWay` is called whenever a message has been claimed and its call begins. */
  return async function walk(chat: string, lowest: Lane, onWay?: () => void): Promise<Walked> {
    for (;;) {
      const queue = await outbox.queueOf(chat, lowest, queueAtOnce)
      if (queue.some(({ state }) => state === 'sending')) return 'busy'
      let again = queue.length === queueAtOnce
      for (const message of queue) {
        const step = await delivery.attempt(message, onWay)
        if (typeof step === 'object') return step
        again ||= step === 'look-again'
        if (step === 'look-again') break
      }
      if (!again) return 'done'
    }
  }
}

export type ChatWalk = ReturnType<typeof createChatWalk>
