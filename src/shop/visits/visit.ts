import { type Connection, Schema } from 'mongoose'
import type { Concern, QuotedItem } from '../appointments/appointment.ts'
import type { Change } from '../change.ts'
import { tellsOfFacts } from '../facts.ts'

/** What a car goes through, in the order of the shop's process. */
export const stages = [
  'arrived',
  'inquiry',
  'estimate',
  'repair',
  'inspection',
  'wash',
  'settlement',
  'delivery',
  'closed',
] as const
export type Stage = (typeof stages)[number]

/** One car at the shop, from the arrival to the delivery. One record for all of it: every step adds to it. */
export type Visit = {
  /** Made from the appointment's id where there is one: an appointment leads to one visit. */
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  /** `null` for who came without one. */
  appointmentId: string | null
  customerId: string
  vehicleId: string
  /** Who looks after the customer from the arrival to the delivery. */
  advisorId: string
  /** `null` while nobody has been given the work. */
  technicianId: string | null
  stage: Stage
  /** Every stage it came to, the latest last. */
  stages: { stage: Stage; at: Date; by: string }[]
  /** When the car was promised to be ready (UTC); `null` while nothing was promised. */
  promisedAt: Date | null
  /** As read at the counter, km. */
  mileageKm: number | null
  /** The customer's own words up to the arrival, as they were said. */
  concern: Concern[]
  /** What was agreed on when the car came. */
  items: QuotedItem[]
  /** Ids of the items that were done, of the shop's profile. */
  done: string[]
  /** Advised, but not wanted: to be spoken of again. */
  declined: DeclinedService[]
  /** What was paid, fen. */
  settlement: { amountFen: number; at: Date; by: string } | null
  /** When the car was handed back: from here on the follow-up counts. */
  delivery: { at: Date; by: string } | null
  history: Change[]
  createdAt: Date
}
export type DeclinedService = { itemId: string; at: Date }

const schema = new Schema<Visit>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    appointmentId: { type: String, default: null },
    customerId: { type: String, required: true },
    vehicleId: { type: String, required: true },
    advisorId: { type: String, required: true },
    technicianId: { type: String, default: null },
    stage: { type: String, enum: stages, required: true },
    stages: { type: [Schema.Types.Mixed], required: true } as never,
    promisedAt: { type: Date, default: null },
    mileageKm: { type: Number, default: null },
    concern: { type: [Schema.Types.Mixed], required: true } as never,
    items: { type: [Schema.Types.Mixed], required: true } as never,
    done: { type: [String], required: true } as never,
    declined: { type: [Schema.Types.Mixed], required: true } as never,
    settlement: { type: Schema.Types.Mixed, default: null },
    delivery: { type: Schema.Types.Mixed, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'visits', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, createdAt: -1 })
schema.index({ stage: 1, createdAt: -1 })
schema.index({ 'delivery.at': 1 })
tellsOfFacts(schema)

export function visitModel(connection: Connection) {
  return connection.model<Visit>('Visit', schema)
}
