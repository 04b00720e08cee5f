import type { Ear } from '../agenda/bell.ts'
import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { isOutage } from '../outage.ts'
import type { ChatWalk } from './chat-walk.ts'
import type { Delivery } from './delivery.ts'
import type { Outbox } from './outbox.ts'
import type { Pace } from './pace.ts'

/** Chats served at a time: as many as calls leave in a second, for calls of a second. */
const servedAtOnce = ({ perSecond }: Pace) => Math.min(200, Math.max(32, perSecond))
/** Chats that wait for their permit at a time: 400 ms bridge a look at what is next, and are short enough to be fresh. */
const waitingAtOnce = ({ perSecond }: Pace) => Math.min(100, Math.ceil(perSecond * 0.4))
/**
 * Chats whose first message is checked at a time after a silence; one more for each that has been checked. Many at once would
 * make each other, and with them the very first, wait for the database.
 */
const checkedAtFirst = 2
/** Chats looked up at a time, so many that two processes seldom meet over one, and how long the list is worked on. */
const lookAhead = 200
const lookAgainMs = 3_000
/** How long an idle sender sleeps when no bell rings, and its rest while a server is away; real ms, as all below. */
const idleMs = 1_000
/** How often what expired or was left half done is looked for. */
const tidyEveryMs = 2_000
/** Another process, or a quick reply, has a message of the chat on its way. */
const busyRestMs = 50
/** A chat at whose message something of ours breaks. */
const brokenRestMs = 10_000

/**
 * Sends everything that is due, the most urgent lane first, as fast as the governor permits. Holds some hundred chats'
 * names in memory, whatever is pending. Any number of processes may run it.
 */
export function startSender(deps: {
  outbox: Outbox
  delivery: Delivery
  walk: ChatWalk
  ear: Ear
  pace: Pace
  clock: Clock
  log: Log
}) {
  const { outbox, delivery, walk, ear, pace, clock, log } = deps
  const active = new Map<string, Promise<void>>()
  /** Chats that have to wait, until when by `performance.now()`. */
  const resting = new Map<string, number>()
  /** Those of the active ones whose first call has not begun, and of these those that have not come to their permit. */
  const waiting = new Set<string>()
  const checking = new Set<string>()
  let checkedAtOnce = checkedAtFirst
  let roomMade = () => {}
  let allRestUntil = 0
  let tidyAt = 0
  let closed = false

  const loop = (async () => {
    while (!closed) {
      const restMs = await round().catch(rest)
      if (restMs > 0 && !closed) await ear.sleep(restMs)
    }
    await Promise.all(active.values())
  })()

  /** Starts what can be started; answers for how long there is nothing to start. */
  async function round(): Promise<number> {
    ear.heard()
    await clock.sync()
    if (performance.now() >= tidyAt) {
      await delivery.tidy()
      tidyAt = performance.now() + tidyEveryMs
    }
    const restMs = allRestUntil - performance.now()
    if (restMs > 0) return restMs
    for (const [chat, until] of resting) if (until <= performance.now()) resting.delete(chat)

    const lookAgainAt = performance.now() + lookAgainMs
    const chats = await outbox.dueChats({ except: [...active.keys(), ...resting.keys()], limit: lookAhead })
    for (const chat of chats) {
      while (isFull()) await room()
      const now = performance.now()
      if (closed || ear.heard().length > 0 || allRestUntil > now || now > lookAgainAt) return 0
      if (!active.has(chat) && !resting.has(chat)) active.set(chat, serve(chat))
    }
    if (chats.length > 0) return 0
    checkedAtOnce = checkedAtFirst
    return untilSomebodyHasRested()
  }

  const isFull = () =>
    active.size >= servedAtOnce(pace) || waiting.size >= waitingAtOnce(pace) || checking.size >= checkedAtOnce

  async function serve(chat: string): Promise<void> {
    waiting.add(chat)
    checking.add(chat)
    try {
      const walked = await walk(chat, 'campaign', { checked: () => checked(chat), onWay: () => onWay(chat) })
      if (walked === 'busy') resting.set(chat, performance.now() + busyRestMs)
      else if (walked !== 'done' && walked.who === 'chat') resting.set(chat, performance.now() + walked.ms)
      // However long the channel wants to be left alone: the governor is asked again now and then.
      else if (walked !== 'done') allRestUntil = performance.now() + Math.min(walked.ms, idleMs)
    } catch (error) {
      if (isOutage(error)) {
        allRestUntil = performance.now() + rest(error)
      } else {
        log.error({ chat, err: error }, 'chat cannot be served')
        resting.set(chat, performance.now() + brokenRestMs)
      }
    } finally {
      active.delete(chat)
      checked(chat)
      onWay(chat)
    }
  }

  function checked(chat: string): void {
    if (checking.delete(chat)) checkedAtOnce++
    roomMade()
  }

  function onWay(chat: string): void {
    waiting.delete(chat)
    roomMade()
  }

  const room = () =>
    new Promise<void>((resolve) => {
      roomMade = resolve
    })

  function rest(error: unknown): number {
    log.warn({ reason: reasonOf(error) }, 'sending rests')
    return idleMs
  }

  function untilSomebodyHasRested(): number {
    const first = Math.min(...resting.values()) - performance.now()
    return Math.max(1, Math.min(idleMs, first))
  }

  return {
    /** Lets the calls under way end, and starts no more. */
    async close(): Promise<void> {
      closed = true
      ear.close()
      await loop
    },
  }
}
