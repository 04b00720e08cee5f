import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Agenda } from './agenda.ts'
import type { NewItem } from './item.ts'

/** From an instant (UTC) up to, and without, another one. */
export type Span = { from: Date; to: Date }

const dayMs = 24 * 60 * 60 * 1000
/** Looked at in one step. */
const stepDays = 7
/** What is of today may have been due yesterday. */
const daysBack = 1
/** An item that ended is forgotten after 90 days: what was due so long ago is not restored, it would be done twice. */
const restoredForMs = 60 * dayMs

/**
 * Restores what is missing on the agenda, whoever took it away: a hand, a backup that was played back, or a fact whose
 * effects somebody ticked off. Each step derives anew what the facts of one week call for and compares the keys; so it
 * goes round from yesterday to `daysAhead`. Nothing on the hot path knows of it, and beside others it does nothing twice.
 */
export function createReconciling(deps: {
  /** Everything that the facts of these days call for, as they stand. */
  derive(span: Span): Promise<NewItem[]>
  agenda: Pick<Agenda, 'restore'>
  daysAhead: number
  clock: Clock
  log: Log
}) {
  const { derive, agenda, daysAhead, clock, log } = deps
  let day = -daysBack

  /** Answers the keys of what was restored. */
  return async function step(): Promise<string[]> {
    const now = await clock.sync()
    const at = (days: number) => new Date(now.getTime() + days * dayMs)
    const wanted = await derive({ from: at(day), to: at(day + stepDays) })
    const longAgo = now.getTime() - restoredForMs
    const restored = await agenda.restore(
      wanted.filter(({ dueAt, expiresAt }) => expiresAt > now && (isAtOnce(dueAt) || dueAt.getTime() > longAgo)),
    )
    day = day + stepDays > daysAhead ? -daysBack : day + stepDays
    if (restored.length > 0) log.warn({ items: restored }, 'missing on the agenda, restored')
    return restored
  }
}

/** Effects that are due as soon as they are known begin with time itself, and may be had twice. */
const isAtOnce = (dueAt: Date) => dueAt.getTime() === 0
