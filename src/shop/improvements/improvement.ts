import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'

/** What is counted before and after: a reason customers gave for declining, or something they said about a visit. */
export type Measured = { of: 'declines' | 'feedback'; reason: string }

/** Something the shop does about a reason: what, who, from when, and in the end what came of it. Days are shop days. */
export type Improvement = {
  _id: string
  version: number
  measured: Measured
  what: string
  /** By the name colleagues know. */
  who: string
  fromOn: string
  state: 'open' | 'done'
  outcome: string | null
  history: Change[]
  createdAt: Date
}

/** How often the reason was given among all answers of a span. */
export type Share = { count: number; of: number }

const schema = new Schema<Improvement>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    measured: { type: Schema.Types.Mixed, required: true } as never,
    what: { type: String, required: true },
    who: { type: String, required: true },
    fromOn: { type: String, required: true },
    state: { type: String, enum: ['open', 'done'], required: true },
    outcome: { type: String, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'improvements', versionKey: false, minimize: false },
)
schema.index({ createdAt: -1 })

export function improvementModel(connection: Connection) {
  return connection.model<Improvement>('Improvement', schema)
}
