import type { Machine } from './machine.ts'
import type { Place } from './place.ts'
import type { Say } from './progress.ts'

/** One way to come by a server: opens it, or tells in a few words what this machine lacks for it. */
export type Way = () => Promise<Opened | Lack>
export type Lack = { lacks: string }

/** A running server: `stop` and `start` take it away and bring it back on the same port with the same data. */
export type Opened = { url: string; what: string; stop(): Promise<void>; start(): Promise<void> }

/** What every way needs. */
export type Ground = { machine: Machine; place: Place; say: Say }

/**
 * Tries the ways in order. A way that fails is as good as one that is not there, and its error is remembered as
 * what it lacks. The first that works wins; with none, only the lacks come back.
 */
export async function firstThatWorks(ways: Way[]): Promise<{ opened: Opened | null; lacks: string[] }> {
  const lacks: string[] = []
  for (const way of ways) {
    const answer = await way().catch((error: Error) => ({ lacks: error.message.replace(/\s+/g, ' ') }))
    if (!('lacks' in answer)) return { opened: answer, lacks }
    lacks.push(answer.lacks)
  }
  return { opened: null, lacks }
}
