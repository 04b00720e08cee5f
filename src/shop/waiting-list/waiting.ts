import { createHash } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import { tellsOfFacts } from '../facts.ts'

/**
 * A customer who waits for a time on a full day. There is one record for a customer and a wish, and it is never a claim
 * on anything: what is offered to it is held under an appointment of its own.
 */
export type Waiting = {
  /** Made from customer and wish: the same wish again is the same record. */
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  customerId: string
  vehicleId: string
  itemIds: string[]
  /** `null`: any advisor will do. */
  advisorId: string | null
  onDay: string
  /** On the shop's wall clock, both inclusive; `null`: any time of the day. */
  fromMinute: number | null
  toMinute: number | null
  /** `offering`: chosen for a time that is being held; `offered`: it is held and the customer is asked. */
  state: 'waiting' | 'offering' | 'offered' | 'booked' | 'left'
  offer: Offer | null
  /** Offers that were refused or not answered: nothing that overlaps their times is offered again. */
  passed: Passed[]
  /** Offers in a row without an answer. */
  unanswered: number
  joinedAt: Date
}

/** A time kept for one customer, as an appointment held until `expiresAt`. */
export type Offer = { appointmentId: string; startsAt: Date; endsAt: Date; tellAt: Date; expiresAt: Date }

export type Passed = Pick<Offer, 'appointmentId' | 'startsAt' | 'endsAt'> & { how: 'declined' | 'unanswered' }

export type Wish = Pick<
  Waiting,
  'customerId' | 'vehicleId' | 'itemIds' | 'advisorId' | 'onDay' | 'fromMinute' | 'toMinute'
>

/** States in which the customer stands in the queue, or is being asked. */
export const inLine: Waiting['state'][] = ['waiting', 'offering', 'offered']

/** The id of a wish. Short enough for a button. */
export function waitingIdOf({ itemIds, ...wish }: Wish): string {
  const { customerId, vehicleId, advisorId, onDay, fromMinute, toMinute } = wish
  return `wai_${digest([customerId, vehicleId, advisorId, onDay, fromMinute, toMinute, ...itemIds.toSorted()])}`
}

/** The id of the appointment that is held for an offer: each offer of a wish has its own, made before anything is held. */
export const offerIdOf = ({ _id, version }: Pick<Waiting, '_id' | 'version'>) => `apt_${digest([_id, version])}`

/** 60 bits, like the random ids of the house. */
const digest = (facts: unknown[]) => createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 15)

const schema = new Schema<Waiting>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    customerId: { type: String, required: true },
    vehicleId: { type: String, required: true },
    itemIds: { type: [String], required: true },
    advisorId: { type: String, default: null },
    onDay: { type: String, required: true },
    fromMinute: { type: Number, default: null },
    toMinute: { type: Number, default: null },
    state: { type: String, enum: ['waiting', 'offering', 'offered', 'booked', 'left'], required: true },
    offer: { type: Schema.Types.Mixed, default: null },
    passed: { type: [Schema.Types.Mixed], required: true } as never,
    unanswered: { type: Number, required: true },
    joinedAt: { type: Date, required: true },
  },
  { collection: 'waitinglist', versionKey: false, minimize: false },
)
schema.index({ onDay: 1, state: 1, joinedAt: 1 })
schema.index({ customerId: 1, onDay: 1 })
schema.index({ 'offer.appointmentId': 1 }, { partialFilterExpression: { 'offer.appointmentId': { $gt: '' } } })
tellsOfFacts(schema)

export function waitingModel(connection: Connection) {
  return connection.model<Waiting>('Waiting', schema)
}
