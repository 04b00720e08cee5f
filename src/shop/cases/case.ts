import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'

/** A case that was handled well, written up for colleagues (rule 13.3): nobody in it can be recognised. */
export type SharedCase = {
  _id: string
  version: number
  /** What there is to learn, in its author's words; and what was said, without names, plates and numbers. */
  lesson: string
  story: string
  author: { id: string; name: string }
  /** Whose story it is; `null` once they were erased. */
  customerId: string | null
  state: 'draft' | 'approved' | 'released' | 'dropped'
  releasedBy: string | null
  releasedAt: Date | null
  /** Who found it useful. */
  usefulTo: string[]
  /** What it is found by. */
  tokens: string[]
  history: Change[]
  createdAt: Date
}

const schema = new Schema<SharedCase>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    lesson: { type: String, required: true },
    story: { type: String, default: '' },
    author: { type: Schema.Types.Mixed, required: true } as never,
    customerId: { type: String, default: null },
    state: { type: String, enum: ['draft', 'approved', 'released', 'dropped'], required: true },
    releasedBy: { type: String, default: null },
    releasedAt: { type: Date, default: null },
    usefulTo: { type: [String], required: true },
    tokens: { type: [String], required: true },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'cases', versionKey: false, minimize: false },
)
schema.index({ tokens: 1, state: 1 })
schema.index({ customerId: 1 }, { partialFilterExpression: { customerId: { $gt: '' } } })

export function caseModel(connection: Connection) {
  return connection.model<SharedCase>('Case', schema)
}
