import type { Log } from '../log.ts'
import type { Agenda } from './agenda.ts'
import type { NewItem } from './item.ts'

/** A record whose write says that its effects are not yet on the agenda. */
export type Fact = { _id: string; version: number; dirty: boolean }

/** The door to a concept's facts. */
export type Facts<F extends Fact> = {
  get(id: string): Promise<F | null>
  /** Facts whose effects are not on the agenda yet; served by a partial index on `dirty`. */
  unsettled(limit: number): Promise<F[]>
  /** Notes that they are, if the fact is still of that version. */
  settle(id: string, version: number): Promise<void>
}

/** Facts settled in one sweep. */
const settledAtOnce = 200

/**
 * Carries what follows from a fact to the agenda. The door sets `dirty` in the write that makes the fact; `settle`
 * comes right after it, and `sweep` finds what a crash in between left over. Both may run twice: the items' keys are
 * made from the fact.
 */
export function createEffects<F extends Fact>(deps: {
  facts: Facts<F>
  /** Pure: everything that follows from the fact as it stands. */
  effectsOf(fact: F): NewItem[]
  agenda: Pick<Agenda, 'put'>
  log: Log
}) {
  const { facts, effectsOf, agenda, log } = deps

  /** Throws when the effects could not be carried over; the sweep will. */
  async function settle(id: string): Promise<void> {
    const fact = await facts.get(id)
    if (fact?.dirty) await carryOver(fact)
  }

  /** Settles what is left over; a fact that fails hinders no other. */
  async function sweep(): Promise<void> {
    for (const fact of await facts.unsettled(settledAtOnce)) {
      await carryOver(fact).catch((err) =>
        log.error({ fact: fact._id, version: fact.version, err }, 'effects not settled'),
      )
    }
  }

  /** `dirty` stays when the fact has changed meanwhile: then there are newer effects to come. */
  async function carryOver(fact: F): Promise<void> {
    await agenda.put(effectsOf(fact))
    await facts.settle(fact._id, fact.version)
  }

  const isQuiet = async () => (await facts.unsettled(1)).length === 0

  return { settle, sweep, isQuiet }
}

export type Effects = ReturnType<typeof createEffects>
