import { createHash } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import type { Cause as DueCause } from '../care/due.ts'
import type { Change } from '../change.ts'

/** Why somebody was reached out to: something due for the vehicle, a campaign, or an advisor's own idea. */
export type OutreachCause = DueCause | 'campaign' | 'advisor'

/** Why a customer does not want to come: asked in one tap, counted for ever. */
export const declineReasons = ['price', 'time', 'elsewhere', 'not-needed', 'far', 'unhappy', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

/** One attempt to win one customer for a visit, and everything that became of it. */
export type Outreach = {
  /** Made from its key: planned twice, it is there once. Short enough for a button. */
  _id: string
  version: number
  customerId: string
  vehicleId: string | null
  cause: OutreachCause
  /** The campaign's id, or the key of what is due; attempts of one chain share it. */
  ref: string
  /** Which attempt of its chain: 1 and 2 go out by themselves, the next is a person's. */
  attempt: number
  /** In the chat, or by a person on the phone. */
  by: 'chat' | 'call'
  /** The advisor whose it is; `null` where the shop reaches out by itself. */
  advisorId: string | null
  /** What a booking begins with. */
  itemIds: string[]
  /** What was known when it was planned: why this customer, why that day. */
  why: unknown
  state: 'planned' | 'sent' | 'unsent'
  /** Why it was not sent. */
  reason: string | null
  plannedAt: Date
  sentAt: Date | null
  answer: OutreachAnswer | null
  /** When the customer blocked the bot after it. */
  blockedAt: Date | null
  /** The visit it led to. */
  appointmentId: string | null
  bookedAt: Date | null
  history: Change[]
}

/** `again`: a shop day from which the customer wants to hear of it. `words`: the customer's own, verbatim. */
export type OutreachAnswer = {
  what: 'book' | 'later' | 'no' | 'sold' | 'opt-out'
  at: Date
  declineReason: DeclineReason | null
  words: string
  again: string | null
}

export const outreachIdOf = (key: string) => `out_${createHash('sha256').update(key).digest('hex').slice(0, 15)}`

const schema = new Schema<Outreach>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    customerId: { type: String, required: true },
    vehicleId: { type: String, default: null },
    cause: { type: String, required: true },
    ref: { type: String, required: true },
    attempt: { type: Number, required: true },
    by: { type: String, enum: ['chat', 'call'], required: true },
    advisorId: { type: String, default: null },
    itemIds: { type: [String], required: true },
    why: { type: Schema.Types.Mixed, default: null },
    state: { type: String, enum: ['planned', 'sent', 'unsent'], required: true },
    reason: { type: String, default: null },
    plannedAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
    answer: { type: Schema.Types.Mixed, default: null } as never,
    blockedAt: { type: Date, default: null },
    appointmentId: { type: String, default: null },
    bookedAt: { type: Date, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'outreaches', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, plannedAt: -1 })
schema.index({ ref: 1, state: 1 })
schema.index({ ref: 1, customerId: 1 })
schema.index({ vehicleId: 1, plannedAt: 1 })
schema.index({ plannedAt: 1 })
// `$gt: ''` means "a text", as with customers' phones.
schema.index({ appointmentId: 1 }, { partialFilterExpression: { appointmentId: { $gt: '' } } })

export function outreachModel(connection: Connection) {
  return connection.model<Outreach>('Outreach', schema)
}

export type OutreachModel = ReturnType<typeof outreachModel>
