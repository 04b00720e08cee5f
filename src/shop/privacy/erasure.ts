import { type Connection, Schema } from 'mongoose'
import type { Consent } from '../customers/customer.ts'
import { tellsOfFacts } from '../facts.ts'

/** What is left of a consent: what was answered, when, to which text – and nothing of who. */
export type KeptConsent = Pick<Consent, 'purpose' | 'granted' | 'at' | 'textVersion' | 'source'>

/**
 * An erasure under way: enough to finish it after a crash. Once everything here is gone it is a fact that others must hear
 * of, who have shown the person's data elsewhere; then it is itself erased.
 */
export type Erasure = {
  /** The customer's id. */
  _id: string
  version: number
  /** Set once everything is gone; cleared, with the record, once its effects are on the agenda. */
  dirty: boolean
  erasedAt: Date | null
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
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    erasedAt: { type: Date, default: null },
    customerIds: { type: [String], required: true },
    chats: { type: [String], required: true },
    keptAs: { type: String, required: true },
    consents: { type: [Schema.Types.Mixed], required: true } as never,
    askedAt: { type: Date, required: true },
  },
  { collection: 'erasures', versionKey: false },
)
erasures.index({ askedAt: 1 })
tellsOfFacts(erasures)

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
