import { inTurn } from './chat-walk.ts'
import type { Delivery, Step } from './delivery.ts'
import type { Lane, NewMessage } from './message.ts'
import type { Outbox } from './outbox.ts'

/**
 * The short way of what one chat is told right now: a message that may leave at once is put in claimed already, which
 * spares it two writes. `lowest`: nothing of the chat's in lanes down to this one may be overtaken.
 */
export function createSaying({ outbox, delivery, lowest }: { outbox: Outbox; delivery: Delivery; lowest: Lane }) {
  /**
   * The messages are put in after the permit and before the call, as a claim would be: a process that dies before has said
   * nothing, one that dies after has left a message on its way. Only what is put in between the look and that write – by
   * somebody else, at the same moment – can be beside them. Answers as an attempt
   * does; `not-yet` when nothing was put in. Throws when a server is away.
   */
  return async function say(chat: string, messages: NewMessage[]): Promise<Step | 'not-yet'> {
    const [first, ...others] = outbox.recordsOf(messages)
    if (!first || (await outbox.queueOf(chat, lowest, 1)).length > 0) return 'not-yet'
    let isIn = false
    const step = await delivery.attempt(first, undefined, async () => {
      const claimed = await outbox.postClaimed([first, ...others])
      isIn = claimed !== null
      return claimed
    })
    if (!isIn) return 'not-yet'
    return step === 'next' ? inTurn(others, (message) => delivery.attempt(message)) : step
  }
}
