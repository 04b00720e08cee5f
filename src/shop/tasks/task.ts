import { createHash } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import { tellsOfFacts } from '../facts.ts'

/** Something a person of the shop must do. */
export type Task = {
  /** Deterministic where the reason is: the same need never makes two tasks. */
  _id: string
  /** The id in brief, for buttons. */
  ref: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  kind: TaskKind
  about: { kind: 'customer' | 'appointment' | 'update'; id: string }
  /** Whose matter it is, where it is a customer's: their right to be forgotten reaches it. */
  customerId: string | null
  /** What was asked for, in the customer's own words where there are any. */
  words: string
  dueAt: Date
  openedAt: Date
  state: 'open' | 'done'
  /** Who took it on, by the name their colleagues know. */
  owner: { id: string; name: string } | null
  outcome: string | null
  /** How often it was raised again because nobody had done it. */
  raised: number
}
export const taskKinds = [
  'call-customer',
  'solicit',
  'complaint',
  'check-merge',
  'invitation-of-another',
  'unconfirmed',
  'running-late',
  'arrived',
  'no-show',
  'unreachable',
  'parts-missing',
  'parked-update',
] as const
export type TaskKind = (typeof taskKinds)[number]

/** 60 bits of the id: a button holds 64 bytes, and ids name what they are about at length. */
export const refOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 15)

const schema = new Schema<Task>(
  {
    _id: { type: String, required: true },
    ref: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    kind: { type: String, enum: taskKinds, required: true },
    about: { type: Schema.Types.Mixed, required: true },
    customerId: { type: String, default: null },
    words: { type: String, default: '' },
    dueAt: { type: Date, required: true },
    openedAt: { type: Date, required: true },
    state: { type: String, enum: ['open', 'done'], required: true },
    owner: { type: Schema.Types.Mixed, default: null },
    outcome: { type: String, default: null },
    raised: { type: Number, required: true },
  },
  { collection: 'tasks', versionKey: false, minimize: false },
)
schema.index({ state: 1, dueAt: 1 })
schema.index({ 'about.id': 1, state: 1 })
schema.index({ customerId: 1 }, { partialFilterExpression: { customerId: { $gt: '' } } })
schema.index({ ref: 1 })
tellsOfFacts(schema)

export function taskModel(connection: Connection) {
  return connection.model<Task>('Task', schema)
}
