import { type Connection, Schema } from 'mongoose'

/** Something to be done later by itself. */
export type AgendaItem = {
  /** Unique and deterministic, such as `appointment:<id>:v3:reconfirm`: put in twice, it is there once. */
  _id: string
  /** Name of the job that does it. */
  kind: string
  payload: unknown
  /** What it is about, for questions: the id of an appointment or a customer. */
  about?: string
  /** Done not before, and not at or after (UTC, by our clock). */
  dueAt: Date
  expiresAt: Date
  state: 'waiting' | 'claimed' | 'done' | 'skipped' | 'failed'
  /** Times it was taken up; also tells the writes of one attempt from those of the next. */
  attempts: number
  /** Failed attempts in a row. */
  failures: number
  /** Why it was skipped, failed, or put off. */
  outcome?: string
}

export type NewItem = Pick<AgendaItem, '_id' | 'kind' | 'payload' | 'about' | 'dueAt' | 'expiresAt'>

/** What the database keeps besides, by its own real clock: the last sign of life of a claim, and when all was over. */
export type StoredItem = AgendaItem & { claimedAt?: Date; closedAt?: Date }

/** A finished item is kept for questions, and so that its key stays taken, then forgotten. */
const retentionSeconds = 90 * 24 * 60 * 60

const schema = new Schema<StoredItem>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    payload: { type: Schema.Types.Mixed },
    about: String,
    dueAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    state: { type: String, enum: ['waiting', 'claimed', 'done', 'skipped', 'failed'], required: true },
    attempts: { type: Number, required: true },
    failures: { type: Number, required: true },
    outcome: String,
    claimedAt: Date,
    closedAt: Date,
  },
  { collection: 'agenda', versionKey: false, minimize: false },
)
schema.index({ state: 1, dueAt: 1 })
schema.index({ state: 1, claimedAt: 1 })
schema.index({ about: 1 }, { partialFilterExpression: { about: { $exists: true } } })
schema.index({ closedAt: 1 }, { expireAfterSeconds: retentionSeconds })

export function itemModel(connection: Connection) {
  return connection.model<StoredItem>('AgendaItem', schema)
}
