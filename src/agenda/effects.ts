import type { Model, QueryFilter, UpdateQuery } from 'mongoose'
import type { Log } from '../log.ts'
import type { Agenda } from './agenda.ts'
import type { NewItem } from './item.ts'

/** A record whose write says that its effects are not yet on the agenda. The concept declares a partial index on `dirty`. */
export type Fact = { _id: string; version: number; dirty: boolean }

/** Facts settled in one sweep. */
const settledAtOnce = 200

/**
 * Carries what follows from a fact to the agenda. The door sets `dirty` in the write that makes the fact; `settle`
 * comes right after it, and `sweep` finds what a crash in between left over. Both may run twice: the items' keys are
 * made from the fact's version.
 */
export function createEffects<F extends Fact>(deps: {
  model: Model<F>
  /** Pure: everything that follows from the fact as it stands. */
  effectsOf(fact: F): NewItem[]
  agenda: Pick<Agenda, 'put'>
  log: Log
}) {
  const { model, effectsOf, agenda, log } = deps
  const dirty = () => model.find().where('dirty').equals(true)

  /** Throws when the effects could not be carried over; the sweep will. */
  async function settle(id: string): Promise<void> {
    const fact = await model.findById(id).lean<F>()
    if (fact?.dirty) await carryOver(fact)
  }

  /** Settles what is left over; a fact that fails hinders no other. */
  async function sweep(): Promise<void> {
    for (const fact of await dirty().limit(settledAtOnce).lean<F[]>()) {
      await carryOver(fact).catch((err) =>
        log.error({ fact: fact._id, version: fact.version, err }, 'effects not settled'),
      )
    }
  }

  /** `dirty` stays when the fact has changed meanwhile: then there are newer effects to come. */
  async function carryOver(fact: F): Promise<void> {
    await agenda.put(effectsOf(fact))
    const unchanged = { _id: fact._id, version: fact.version } as QueryFilter<F>
    await model.updateOne(unchanged, { $set: { dirty: false } } as UpdateQuery<F>)
  }

  const isQuiet = async () => (await dirty().limit(1).lean()).length === 0

  return { settle, sweep, isQuiet }
}

export type Effects = ReturnType<typeof createEffects>
