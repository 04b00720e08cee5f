import { type Connection, Schema } from 'mongoose'

/** Something a person of the shop must do. */
export type Task = {
  /** Deterministic where the reason is: the same need never makes two tasks. */
  _id: string
  version: number
  kind: TaskKind
  about: { kind: 'customer' | 'appointment'; id: string }
  /** What was asked for, in the customer's own words where there are any. */
  words: string
  dueAt: Date
  openedAt: Date
  state: 'open' | 'done'
  outcome: string | null
}
export const taskKinds = [
  'call-customer',
  'complaint',
  'check-merge',
  'unconfirmed',
  'running-late',
  'arrived',
  'no-show',
] as const
export type TaskKind = (typeof taskKinds)[number]

const schema = new Schema<Task>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    kind: { type: String, enum: taskKinds, required: true },
    about: { type: Schema.Types.Mixed, required: true },
    words: { type: String, default: '' },
    dueAt: { type: Date, required: true },
    openedAt: { type: Date, required: true },
    state: { type: String, enum: ['open', 'done'], required: true },
    outcome: { type: String, default: null },
  },
  { collection: 'tasks', versionKey: false, minimize: false },
)
schema.index({ state: 1, dueAt: 1 })
schema.index({ 'about.id': 1, state: 1 })

export function taskModel(connection: Connection) {
  return connection.model<Task>('Task', schema)
}
