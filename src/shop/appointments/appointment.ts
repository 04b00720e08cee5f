import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'
import { tellsOfFacts } from '../facts.ts'
import type { Quote } from '../profile/quote.ts'
import type { Words } from '../profile/shop-profile.ts'

export const appointmentStates = ['held', 'booked', 'arrived', 'completed', 'cancelled', 'no-show'] as const
export type AppointmentState = (typeof appointmentStates)[number]

/**
 * A visit agreed on. Who has which bay, technician and advisor when is true in the shop's day; this mirrors it. While
 * `held` it is a draft that nobody relies on, and vanishes when it is not confirmed.
 */
export type Appointment = {
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  customerId: string
  vehicleId: string
  state: AppointmentState
  /** Until when a held time is kept; `null` once booked. */
  heldUntil: Date | null
  /** How often a time has been taken for it: the day's entry of the same number is the one that counts. */
  placement: number
  onDay: string
  startsAt: Date
  endsAt: Date
  items: QuotedItem[]
  /** As shown when the time was held; never computed again. */
  quote: Quote
  /** The customer's own words, never changed, only added to. */
  concern: Concern[]
  bayId: string
  technicianId: string
  advisorId: string
  reconfirmed: 'not-asked' | 'asked' | 'yes' | 'no-answer'
  /** By how much the customer said they will be late; 0 when they did not say. */
  lateMinutes: number
  /** Why it was cancelled, in the words of whoever did. */
  cancelReason: string | null
  icsSequence: number
  source: Source
  history: Change[]
  createdAt: Date
}

export type QuotedItem = { id: string; name: Words; labourMinutes: number }
export type MediaRef = { kind: 'photo' | 'voice' | 'video' | 'document'; id: string; album: string | null }
/** `message` names the message it came in, so that nothing is kept twice; it stays out when unknown. */
export type Concern = { words: string; media: MediaRef[]; saidAt: Date; message?: string }
export type Source = { kind: 'chat' | 'advisor' | 'waiting-list' | 'outreach' | 'rework'; ref?: string }

/** States in which an appointment has its place in the shop's day. */
export const standing: AppointmentState[] = ['booked', 'arrived', 'completed']

const schema = new Schema<Appointment>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    customerId: { type: String, required: true },
    vehicleId: { type: String, required: true },
    state: { type: String, enum: appointmentStates, required: true },
    heldUntil: { type: Date, default: null },
    placement: { type: Number, required: true },
    onDay: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    items: { type: [Schema.Types.Mixed], required: true } as never,
    quote: { type: Schema.Types.Mixed, required: true } as never,
    concern: { type: [Schema.Types.Mixed], required: true } as never,
    bayId: { type: String, required: true },
    technicianId: { type: String, required: true },
    advisorId: { type: String, required: true },
    reconfirmed: { type: String, required: true },
    lateMinutes: { type: Number, default: 0 },
    cancelReason: { type: String, default: null },
    icsSequence: { type: Number, required: true },
    source: { type: Schema.Types.Mixed, required: true } as never,
    history: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'appointments', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, startsAt: 1 })
schema.index({ state: 1, startsAt: 1 })
schema.index({ heldUntil: 1 }, { partialFilterExpression: { state: 'held' } })
tellsOfFacts(schema)

export function appointmentModel(connection: Connection) {
  return connection.model<Appointment>('Appointment', schema)
}
