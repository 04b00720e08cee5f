import type { Schema, UpdateQuery } from 'mongoose'

/** What the connection of a record emits once a write has left it `dirty`: its effects are to come. */
export const factEvent = 'fact'

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
