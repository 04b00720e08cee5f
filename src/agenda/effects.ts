import type { Connection } from 'mongoose'
import { type Log, reasonOf } from '../log.ts'
import type { Agenda } from './agenda.ts'
import { allOf, type Part } from './all-of.ts'
import type { NewItem } from './item.ts'

/** A record whose write says that its effects are not yet on the agenda. */
export type Fact = { _id: string; version: number; dirty: boolean }

/** The door to a concept's facts. */
export type Facts<F extends Fact> = {
  /** Where they are kept, with a partial index on `dirty`. */
  collection: string
  /** Facts whose effects are not on the agenda yet. */
  unsettled(limit: number): Promise<F[]>
  /** Notes that they are, if the fact is still of that version. */
  settle(id: string, version: number): Promise<void>
}

/** One concept's facts and what follows from them. */
export type Effects = { collection: string; sweep(): Promise<void> }

/** Facts settled in one sweep. */
const settledAtOnce = 200

/**
 * Carries what follows from a fact to the agenda. The door sets `dirty` in the write that makes the fact; `sweep` finds
 * it, whether its process lives or not. It may run twice: the items' keys are made from the fact.
 */
export function createEffects<F extends Fact>(deps: {
  facts: Facts<F>
  /** Pure: everything that follows from the fact as it stands. */
  effectsOf(fact: F): NewItem[]
  agenda: Pick<Agenda, 'put'>
  log: Log
}): Effects {
  const { facts, effectsOf, agenda, log } = deps

  /** Settles what there is; a fact that fails hinders no other. */
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

  return { collection: facts.collection, sweep }
}

/** The effects of all concepts, swept together: one question tells whose facts there are to settle. */
export function createSettler({ connection, log, effects }: { connection: Connection; log: Log; effects: Effects[] }) {
  async function unsettled(): Promise<Effects[]> {
    const [first, ...others] = effects.map(oneUnsettled)
    if (!first) return []
    const question = allOf([first, ...others])
    const found = await connection.collection(first.collection).aggregate<{ from: string }>(question).toArray()
    return effects.filter(({ collection }) => found.some(({ from }) => from === collection))
  }

  /** Settles the facts of every concept; one that fails hinders no other. */
  async function sweep(): Promise<void> {
    for (const one of await unsettled())
      await one
        .sweep()
        .catch((error) => log.warn({ facts: one.collection, reason: reasonOf(error) }, 'facts not swept'))
  }

  return { sweep, isQuiet: async () => (await unsettled()).length === 0 }
}

const oneUnsettled = ({ collection }: Effects): Part => ({
  collection,
  pipeline: [{ $match: { dirty: true } }, { $limit: 1 }, { $project: { _id: 0, from: { $literal: collection } } }],
})
