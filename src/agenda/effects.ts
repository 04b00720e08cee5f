import type { Model } from 'mongoose'
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
export function createEffects<Record extends Fact>(deps: {
  model: Model<Record>
  /** Pure: everything that follows from the fact as it stands. */
  effectsOf(fact: Record): NewItem[]
  agenda: Pick<Agenda, 'put'>
}) {
  const { model, effectsOf, agenda } = deps
  const dirty = () => model.find().where('dirty').equals(true)

  async function settle(id: string): Promise<void> {
    const fact = await model.findById(id).lean<Record>()
    if (fact?.dirty) await carryOver(fact)
  }

  async function sweep(): Promise<void> {
    for (const fact of await dirty().limit(settledAtOnce).lean<Record[]>()) await carryOver(fact)
  }

  /** `dirty` stays when the fact has changed meanwhile: then there are newer effects to come. */
  async function carryOver(fact: Record): Promise<void> {
    await agenda.put(effectsOf(fact))
    await model.find().where({ _id: fact._id, version: fact.version }).updateOne().set('dirty', false)
  }

  const isQuiet = async () => (await dirty().limit(1).lean()).length === 0

  return { settle, sweep, isQuiet }
}

export type Effects = ReturnType<typeof createEffects>
