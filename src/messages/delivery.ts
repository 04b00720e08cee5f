import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { amends } from './aftermath.ts'
import type { Governor } from './governor.ts'
import type { Check, Lookup, OutboxMessage, Outcome, Transport } from './message.ts'
import type { Outbox } from './outbox.ts'

/** The chat, or everybody, has to wait for so many real milliseconds. */
export type Wait = { who: 'chat' | 'all'; ms: number }
/** After an attempt: on to the chat's next message, look anew what there is, or wait. */
export type Step = 'next' | 'look-again' | Wait

/** The transport settles within 10 s; one that does not is given up a little later, well inside the lease. */
const callLimitMs = 11_000
/** A claim that took longer leaves too little of the lease for the call. */
const claimLimitMs = 3_000
/** Pause of a chat after a call without an answer. */
const doubtPauseMs = 2_000
/** So many calls in a row without an answer, and the channel is in trouble: campaigns shall not be burnt in it. */
const troubleAfter = 3
const troublePauseMs = 5_000
/** Pauses between tries to write down an outcome while the database is away. */
const recordAgainMs = 500
/** Tries to write down an outcome: a minute. Then the message is found abandoned, and listed as unknown. */
const recordTries = 120

/** One message's way out: checks, permit, claim, call, outcome. */
export function createDelivery(deps: {
  outbox: Outbox
  governor: Governor
  transport: Transport
  lookup: Lookup
  checks: Check[]
  clock: Clock
  log: Log
  onOutcome?: (message: OutboxMessage, outcome: Outcome) => Promise<void>
}) {
  const { outbox, governor, transport, lookup, checks, clock, log } = deps
  /** Being called, or not yet written down, by this process: `_id` of each. */
  const underway = new Set<string>()
  let doubtsInARow = 0

  /**
   * Makes one attempt if everything allows it now. The checks come before the permit, so that nothing unwanted
   * takes a place in the pace, and again when the permit was waited for. What changes after that – an advisor
   * claims the chat while the message is on its way – is one call wide and cannot be closed by any database.
   */
  async function attempt(message: OutboxMessage, onWay = () => {}): Promise<Step> {
    if (await objected(message)) return 'next'
    const call = { lane: message.lane, chat: message.to.chat, amends: amends(message) }
    const permit = await governor.ask(call)
    if (!permit.go) return { who: permit.held, ms: permit.forMs }
    const unwanted = permit.waited && (await objected(message))
    const claimed = unwanted ? null : await claimInTime(message)
    if (!claimed) {
      await governor.giveBack(call, permit)
      return unwanted ? 'next' : 'look-again'
    }
    underway.add(claimed._id)
    try {
      const heldMs = await governor.depart(permit)
      if (heldMs > 0) return await heldBack(claimed, heldMs)
      onWay()
      const leftAt = performance.now()
      const outcome = await callOut(claimed)
      const tookMs = performance.now() - leftAt
      const step = await lessonOf(outcome)
      await written(claimed, outcome)
      if (step === 'next') void governor.took(tookMs).catch(() => {})
      return step
    } finally {
      underway.delete(claimed._id)
    }
  }

  /** Whether something speaks against sending; it has then been written down. */
  async function objected(message: OutboxMessage): Promise<boolean> {
    if (message.expiresAt <= clock.now()) {
      await drop(message, 'expired')
      return true
    }
    for (const check of checks) {
      const objection = await check(message)
      if (!objection) continue
      if ('drop' in objection) await drop(message, objection.drop)
      else await outbox.postpone(message, objection.later, objection.reason)
      return true
    }
    return false
  }

  async function drop(message: OutboxMessage, reason: string): Promise<void> {
    const dropped = await outbox.drop(message, reason)
    if (dropped) await tell(dropped, { dropped: reason })
  }

  /** A claim that came late is handed back: its lease could end before the call, and somebody else call beside us. */
  async function claimInTime(message: OutboxMessage): Promise<OutboxMessage | null> {
    const askedAt = performance.now()
    const claimed = await outbox.claim(message)
    if (!claimed || performance.now() - askedAt < claimLimitMs) return claimed
    await outbox.record(claimed, { retryAfterMs: 0, flooded: false })
    return null
  }

  /** Everything was told to wait while this one was being claimed. */
  async function heldBack(message: OutboxMessage, ms: number): Promise<Wait> {
    await written(message, { retryAfterMs: ms, flooded: true })
    return { who: 'all', ms }
  }

  async function callOut(message: OutboxMessage): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<Outcome>((resolve) => {
      timer = setTimeout(resolve, callLimitMs, { unknown: `no answer in ${callLimitMs} ms` })
    })
    try {
      return await Promise.race([transport(message, lookup), limit])
    } catch (error) {
      log.error({ message: message._id, err: error }, 'transport failed')
      return { unknown: error instanceof Error ? error.name : 'transport failed' }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Writes down what became of an attempt and tells who wants to know. */
  async function written(message: OutboxMessage, outcome: Outcome): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const after = await outbox.record(message, outcome)
        if (after) return await tell(after, outcome)
        return log.warn({ message: message._id, attempt: message.attempts }, 'outcome came too late')
      } catch (error) {
        if (tries === recordTries) throw error
        await new Promise((resolve) => setTimeout(resolve, recordAgainMs))
      }
    }
  }

  async function tell(message: OutboxMessage, outcome: Outcome): Promise<void> {
    const { _id, lane, state, reason, attempts } = message
    const facts = { message: _id, lane, state, reason, attempts }
    if ('unknown' in outcome || 'failed' in outcome) log.warn(facts, 'message not delivered')
    else if ('postponed' in outcome) log.error(facts, 'the chat has to be mended by a person, will be tried again')
    else log.debug(facts, 'message')
    await deps.onOutcome?.(message, outcome).catch((err) => log.error({ message: _id, err }, 'outcome not taken up'))
  }

  /** What the outcome teaches about the channel: the governor hears of trouble before anybody can try again. */
  async function lessonOf(outcome: Outcome): Promise<Step> {
    if ('unknown' in outcome) {
      doubtsInARow++
      if (doubtsInARow < troubleAfter) return { who: 'chat', ms: doubtPauseMs }
      log.warn({ ms: troublePauseMs }, 'the channel does not answer, everything waits')
      await governor.pause(troublePauseMs, { flooded: false }).catch(() => {})
      return { who: 'all', ms: troublePauseMs }
    }
    doubtsInARow = 0
    if (!('retryAfterMs' in outcome)) return 'next'
    const { retryAfterMs: ms, flooded } = outcome
    if (flooded) log.warn({ ms }, 'too fast for the channel, everything waits')
    await governor.pause(ms, { flooded }).catch(() => {})
    return { who: 'all', ms }
  }

  /** Gives up what its time is over for, and what a process left half done when it died. */
  async function tidy(): Promise<void> {
    for (const message of await outbox.expired()) await drop(message, 'expired')
    for (const message of await outbox.abandoned()) {
      if (!underway.has(message._id)) await written(message, { unknown: 'the process died on the way' })
    }
  }

  return { attempt, tidy }
}

export type Delivery = ReturnType<typeof createDelivery>
