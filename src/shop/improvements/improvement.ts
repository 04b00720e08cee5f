import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'
import { type DeclineReason, declineReasons } from '../outreach/outreach.ts'
import { type Cause, causes } from '../surveys/survey.ts'

/** What is counted before and after: a reason customers gave for declining, or something they said about a visit. */
export type Measured = { of: 'declines'; reason: DeclineReason } | { of: 'feedback'; reason: Cause }

/** What a reason is counted among; `null` when customers give no such reason. */
export function measuredBy(reason: string, of?: string): Measured | null {
  const decline = declineReasons.find((one) => one === reason)
  const cause = causes.find((one) => one === reason)
  if (decline && of !== 'feedback') return { of: 'declines', reason: decline }
  return cause && of !== 'declines' ? { of: 'feedback', reason: cause } : null
}

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
