import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Connection } from 'mongoose'
import { createBell } from '../agenda/bell.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { createChatWalk } from './chat-walk.ts'
import { createDelivery } from './delivery.ts'
import type { Governor } from './governor.ts'
import type { Check, Lane, NewMessage, OutboxMessage, Outcome, Transport } from './message.ts'
import { createOutbox } from './outbox.ts'
import { createOutboxQueries } from './outbox-queries.ts'
import { createSaying } from './saying.ts'
import { startSender } from './sender.ts'

/** Down to this lane somebody waits for the very next thing that is said. */
const lowestPrompt: Lane = 'transactional'
/** A message of the chat is on its way already: looks at whether it has arrived, and real ms between them. */
const busyLooks = 50
const busyMs = 20

/** Messages that senders hear of before the rest of a long list is put in: what leaves in some seconds. */
const headStart = 100

/**
 * Everything that goes out. Rooms above put messages in; they leave in order per chat, urgent lanes first, at the
 * governor's pace; and of each it is known what became of it. `checks` are asked at the moment of sending. `onOutcome`
 * is told of every outcome before it is written down: once, and again when the process dies just then.
 */
export function createMessages(deps: {
  connection: Connection
  redis: { producer: Redis; worker: Redis }
  prefix: string
  clock: Clock
  governor: Governor
  transport: Transport
  checks?: Check[]
  log: Log
  onOutcome?: (message: OutboxMessage, outcome: Outcome) => Promise<void>
}) {
  const { clock, log, redis, prefix, governor } = deps
  const outbox = createOutbox(deps)
  const queries = createOutboxQueries(outbox)
  const delivery = createDelivery({ checks: [], ...deps, outbox, lookup: queries.remoteIdOf })
  const walk = createChatWalk({ outbox, delivery })
  const sayAtOnce = createSaying({ outbox, delivery, lowest: lowestPrompt })
  const bell = createBell({ redis, name: `${prefix}:outbox` })

  /**
   * Puts messages in, each once under its key, and rouses the senders for them: of very many for the first already, so
   * that these leave while the others are still being put in.
   */
  async function post(messages: NewMessage[]): Promise<void> {
    for (const part of [messages.slice(0, headStart), messages.slice(headStart)]) {
      if (part.length === 0) continue
      await outbox.post(part)
      await bell.ring()
    }
  }

  /**
   * Tells a chat what it is waiting for: `post` and `deliver` in one, with fewer writes where nothing is in the way.
   * Throws only when the messages could not be put in.
   */
  async function say(chat: string, messages: NewMessage[]): Promise<void> {
    const step = await sayAtOnce(chat, messages).catch((error) => {
      log.warn({ chat, reason: reasonOf(error) }, 'not said at once')
      return 'not-yet' as const
    })
    if (step === 'next') return
    if (typeof step === 'object') return bell.ring()
    if (step === 'not-yet' && messages.length > 0) await outbox.post(messages)
    await deliver(chat)
  }

  /**
   * Sends at once what a chat is waiting for, without the way through a sender. Never throws: what cannot leave now
   * is in the outbox, and a sender's work.
   */
  async function deliver(chat: string): Promise<void> {
    try {
      let walked = await walk(chat, lowestPrompt)
      for (let looks = 1; walked === 'busy' && looks < busyLooks; looks++) {
        await sleep(busyMs)
        walked = await walk(chat, lowestPrompt)
      }
      if (walked === 'done') return
    } catch (error) {
      log.warn({ chat, reason: reasonOf(error) }, 'left to the sender')
    }
    await bell.ring()
  }

  /** Works the outbox off until closed. */
  function runSender(): { close(): Promise<void> } {
    return startSender({ outbox, delivery, walk, ear: bell.listen(), pace: governor.pace, clock, log })
  }

  const { isQuiet, nextDueAt, ...answers } = queries
  return {
    post,
    say,
    deliver,
    runSender,
    timed: { name: 'messages', isQuiet, nextDueAt, wake: () => bell.ring() },
    ...answers,
  }
}

export type Messages = ReturnType<typeof createMessages>
