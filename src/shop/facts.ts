import type { Model, Schema, UpdateQuery } from 'mongoose'

/** What the connection of a record emits once a write has left it `dirty`: its effects are to come. */
export const factEvent = 'fact'

/** A record whose write says that its effects are not yet on the agenda. */
type Fact = { _id: string; version: number; dirty: boolean }

/**
 * For schemas of records with effects: an index to find those whose effects are not on the agenda yet, and word of every
 * write that leaves one, so that somebody looks at once. Word that is lost with the process is made up for by the next look.
 */
export function tellsOfFacts<F extends { dirty: boolean }>(schema: Schema<F>): void {
  schema.index({ dirty: 1 }, { partialFilterExpression: { dirty: true } })
  schema.post(['updateOne', 'updateMany', 'findOneAndUpdate'], function () {
    const { $set, $setOnInsert } = (this.getUpdate() ?? {}) as UpdateQuery<F>
    if ($set?.dirty || $setOnInsert?.dirty) this.model.db.emit(factEvent)
  })
  schema.post('save', function () {
    if (this.get('dirty')) this.db.emit(factEvent)
  })
}

/** What the agenda asks of a concept's records. */
export function factsOf<F extends Fact>(model: Model<F>) {
  return {
    /** Where they are kept. */
    collection: model.collection.name,
    /** Those whose last write has effects that are not on the agenda yet. */
    unsettled: (limit: number) =>
      model
        .find({ dirty: true } as object)
        .limit(limit)
        .lean<F[]>(),
    /** Notes that the effects of this version are on the agenda; a later write has effects of its own. */
    async settle(_id: string, version: number): Promise<void> {
      await model.updateOne({ _id, version } as object, { $set: { dirty: false } } as UpdateQuery<F>)
    },
  }
}
