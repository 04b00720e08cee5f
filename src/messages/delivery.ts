import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { isOutage } from '../outage.ts'
import { aftermath, amends } from './aftermath.ts'
import { createAlbums } from './albums.ts'
import { together } from './bundle.ts'
import type { Governor } from './governor.ts'
import type { Check, Lookup, OutboxMessage, Outcome, Transport } from './message.ts'
import type { Outbox } from './outbox.ts'

/** The chat, or everybody, has to wait for so many real milliseconds. */
export type Wait = { who: 'chat' | 'all'; ms: number }
/** Called while an attempt goes its way: nothing speaks against the message, which now waits for its permit; its call begins. */
export type Signs = { checked?(): void; onWay?(): void }
/** After an attempt: on to the chat's next message, look anew what there is, or wait. */
export type Step = 'next' | 'look-again' | Wait

/** The transport settles within 10 s; one that does not is given up a little later, well inside the lease. */
const callLimitMs = 11_000
/** A claim that took longer leaves too little of the lease for the call. */
const claimLimitMs = 3_000
/** Companions looked at; more than leave in one call. */
const companionsAtMost = 50
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
  const growsForMs = createAlbums({ outbox })
  let doubtsInARow = 0

  /**
   * Makes one attempt if everything allows it now. The checks come before the permit, so that nothing unwanted
   * takes a place in the pace, and again when the permit was waited for. What changes after that – an advisor
   * claims the chat while the message is on its way – is one call wide and cannot be closed by any database.
   * `claim` is how the exclusive right to it is taken.
   */
  async function attempt(message: OutboxMessage, signs: Signs = {}, claim = outbox.claim): Promise<Step> {
    if (await objected(message)) return 'next'
    const gatherMs = await growsForMs(message)
    if (gatherMs > 0) return { who: 'chat', ms: gatherMs }
    signs.checked?.()
    const call = { lane: message.lane, chat: message.to.chat, amends: amends(message) }
    const permit = await governor.ask(call)
    if (!permit.go) return { who: permit.held, ms: permit.forMs }
    const unwanted = permit.waited && (await objected(message))
    const claimed = unwanted ? null : await claimInTime(message, claim)
    if (!claimed) {
      await governor.giveBack(call, permit)
      return unwanted ? 'next' : 'look-again'
    }
    const all: [OutboxMessage, ...OutboxMessage[]] = [claimed, ...(await withCompanions(claimed))]
    for (const { _id } of all) underway.add(_id)
    try {
      const heldMs = await governor.depart(permit)
      if (heldMs > 0) return await heldBack(all, heldMs)
      signs.onWay?.()
      const leftAt = performance.now()
      const outcome = await callOut(all)
      const tookMs = performance.now() - leftAt
      await governor.answered(call).catch(() => {})
      const step = await lessonOf(outcome)
      for (const [i, one] of all.entries()) await written(one, shareOf(outcome, i))
      if (step === 'next') void governor.took(tookMs).catch(() => {})
      return step === 'next' && all.length > 1 ? 'look-again' : step
    } finally {
      for (const { _id } of all) underway.delete(_id)
    }
  }

  /** Claims what leaves together with `message`, in order; the first that somebody else has ends it. */
  async function withCompanions(message: OutboxMessage): Promise<OutboxMessage[]> {
    if (message.bundle === undefined) return []
    const claimed: OutboxMessage[] = []
    for (const one of together(message, await outbox.companionsOf(message, companionsAtMost))) {
      const companion = one.expiresAt > clock.now() ? await outbox.claim(one) : null
      if (!companion) break
      claimed.push(companion)
    }
    return claimed
  }

  /** Whether something speaks against sending; it has then been written down. */
  async function objected(message: OutboxMessage): Promise<boolean> {
    if (message.expiresAt <= clock.now()) {
      await drop(message, 'expired')
      return true
    }
    if (await outbox.isSuperseded(message)) {
      await drop(message, 'superseded')
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
    if (dropped) await tellDropped(dropped)
  }

  /** A process that dies before it is told leaves that to the next. */
  async function tellDropped(message: OutboxMessage): Promise<void> {
    const outcome = { dropped: message.reason ?? '' }
    note(message, outcome)
    await tell(message, outcome)
    await outbox.noteTold(message)
  }

  /** A claim that came late is handed back: its lease could end before the call, and somebody else call beside us. */
  async function claimInTime(message: OutboxMessage, claim: Outbox['claim']): Promise<OutboxMessage | null> {
    const askedAt = performance.now()
    const claimed = await claim(message)
    if (!claimed || performance.now() - askedAt < claimLimitMs) return claimed
    await outbox.record(claimed, { retryAfterMs: 0, flooded: false })
    return null
  }

  /** Everything was told to wait while these were being claimed. */
  async function heldBack(messages: OutboxMessage[], ms: number): Promise<Wait> {
    for (const message of messages) await written(message, { retryAfterMs: ms, flooded: true })
    return { who: 'all', ms }
  }

  async function callOut([message, ...companions]: [OutboxMessage, ...OutboxMessage[]]): Promise<Outcome> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<Outcome>((resolve) => {
      timer = setTimeout(resolve, callLimitMs, { unknown: `no answer in ${callLimitMs} ms` })
    })
    try {
      return await Promise.race([transport(message, lookup, companions), limit])
    } catch (error) {
      log.error({ message: message._id, err: error }, 'transport failed')
      return { unknown: error instanceof Error ? error.name : 'transport failed' }
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * Tells who wants to know what became of an attempt, and writes it down. In this order: a process that dies in between has
   * told it and tells it again, so that nothing which follows from an outcome is lost.
   */
  async function written(message: OutboxMessage, outcome: Outcome): Promise<void> {
    const after = { ...message, ...aftermath(message, outcome) }
    note(after, outcome)
    await persistently(() => tell(after, outcome))
    await persistently(async () => {
      if ('anew' in outcome) await outbox.standsAnew(message, outcome.sent)
      if (!(await outbox.record(message, outcome)))
        log.warn({ message: message._id, attempt: message.attempts }, 'outcome came too late')
    })
  }

  async function persistently(act: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await act()
      } catch (error) {
        if (tries === recordTries) throw error
        await sleep(recordAgainMs)
      }
    }
  }

  function note({ _id, lane, state, reason, attempts }: OutboxMessage, outcome: Outcome): void {
    const facts = { message: _id, lane, state, reason, attempts }
    if ('unknown' in outcome || 'failed' in outcome) log.warn(facts, 'message not delivered')
    else if ('postponed' in outcome) log.error(facts, 'the chat has to be mended by a person, will be tried again')
    else log.debug(facts, 'message')
  }

  /** Throws only while a server is away: then it has to be told again. */
  async function tell(message: OutboxMessage, outcome: Outcome): Promise<void> {
    await deps.onOutcome?.(message, outcome).catch((err) => {
      if (isOutage(err)) throw err
      log.error({ message: message._id, err }, 'outcome not taken up')
    })
  }

  /** What the outcome teaches about the channel: the governor hears of trouble before anybody can try again. */
  async function lessonOf(outcome: Outcome): Promise<Step> {
    if ('unknown' in outcome || ('behind' in outcome && outcome.inDoubt)) {
      doubtsInARow++
      if (doubtsInARow < troubleAfter) return { who: 'chat', ms: doubtPauseMs }
      log.warn({ ms: troublePauseMs }, 'the channel does not answer, everything waits')
      await governor.pause(troublePauseMs, { flooded: false }).catch(() => {})
      return { who: 'all', ms: troublePauseMs }
    }
    doubtsInARow = 0
    if ('behind' in outcome) return 'look-again'
    if (!('retryAfterMs' in outcome)) return 'next'
    const { retryAfterMs: ms, flooded } = outcome
    if (flooded) log.warn({ ms }, 'too fast for the channel, everything waits')
    await governor.pause(ms, { flooded }).catch(() => {})
    return { who: 'all', ms }
  }

  /** Gives up what its time is over for, and what a process left half done when it died. */
  async function tidy(): Promise<void> {
    for (const message of await outbox.expired()) await drop(message, 'expired')
    const { calling, untold } = await outbox.abandoned()
    for (const message of calling)
      if (!underway.has(message._id)) await written(message, { unknown: 'the process died on the way' })
    for (const message of untold) await tellDropped(message)
  }

  return { attempt, tidy }
}

/** What an outcome of messages that went together means for one of them. */
function shareOf(outcome: Outcome, i: number): Outcome {
  if (!('sent' in outcome)) return outcome
  return { ...outcome, sent: outcome.each?.[i] ?? outcome.sent }
}

export type Delivery = ReturnType<typeof createDelivery>
