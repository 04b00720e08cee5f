import { type Connection, Schema } from 'mongoose'
import type { Consent } from '../customers/customer.ts'

/** What is left of a consent: what was answered, when, to which text – and nothing of who. */
export type KeptConsent = Pick<Consent, 'purpose' | 'granted' | 'at' | 'textVersion' | 'source'>

/** An erasure under way: enough to finish it after a crash. It is itself erased at the end. */
export type Erasure = {
  /** The customer's id. */
  _id: string
  /** Every id the person has had, and every chat. */
  customerIds: string[]
  chats: string[]
  /** Under which id the consents are kept: random, so that nothing leads back. */
  keptAs: string
  consents: KeptConsent[]
  askedAt: Date
}

/** The proof that consents were asked for, without identity, until `forgetAt`. One record is one person erased. */
export type KeptConsents = { _id: string; consents: KeptConsent[]; erasedAt: Date; forgetAt: Date }

const erasures = new Schema<Erasure>(
  {
    _id: { type: String, required: true },
    customerIds: { type: [String], required: true },
    chats: { type: [String], required: true },
    keptAs: { type: String, required: true },
    consents: { type: [Schema.Types.Mixed], required: true } as never,
    askedAt: { type: Date, required: true },
  },
  { collection: 'erasures', versionKey: false },
)

erasures.index({ askedAt: 1 })

const kept = new Schema<KeptConsents>(
  {
    _id: { type: String, required: true },
    consents: { type: [Schema.Types.Mixed], required: true } as never,
    erasedAt: { type: Date, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'kept_consents', versionKey: false },
)
kept.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

export function erasureModels(connection: Connection) {
  return {
    erasures: connection.model<Erasure>('Erasure', erasures),
    kept: connection.model<KeptConsents>('KeptConsents', kept),
  }
}
