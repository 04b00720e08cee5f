import { type Connection, Schema } from 'mongoose'
import type { Language } from '../../language.ts'
import type { Change } from '../change.ts'

/** A person. Every change keeps who, when, old and new value in `history`. */
export type Customer = {
  _id: string
  version: number
  name: string | null
  /** E.164; one living record holds it. It is proven once `phoneVerifiedAt` says so (an imported one is not). */
  phone: string | null
  phoneVerifiedAt: Date | null
  language: Language
  /** Append-only ledger, oldest first; the last line of a purpose is what holds (`consentsTo`). */
  consents: Consent[]
  /** The advisor of the last visit, or the one the customer chose. */
  advisorId: string | null
  /** The shop's own remark. */
  note: string | null
  /** The record that goes on for this one, once both proved to be the same person. */
  mergedInto: string | null
  history: Change[]
  createdAt: Date
}

export type Purpose = 'service' | 'marketing'
export type Consent = { purpose: Purpose; granted: boolean; at: Date; textVersion: string; source: string; by: string }

/**
 * As stored: `absorbed` is the record merged into this one last (`history` has them all), `dirty` stands from the write
 * of `mergedInto` until everything has been handed over.
 */
export type StoredCustomer = Customer & { absorbed: string | null; dirty: boolean }

/** Whether the customer lets us write for this purpose; who never answered did not. */
export function consentsTo(customer: Pick<Customer, 'consents'>, purpose: Purpose): boolean {
  return customer.consents.findLast((line) => line.purpose === purpose)?.granted ?? false
}

/** Whether the customer said no, or took back a yes; who only left a box unticked at START has not. */
export function hasOptedOut(customer: Pick<Customer, 'consents'>, purpose: Purpose): boolean {
  const last = customer.consents.findLast((line) => line.purpose === purpose)
  return last !== undefined && !last.granted && last.source !== 'start'
}

/** A record of someone of whom only this is known. */
export function newCustomer(known: Pick<Customer, '_id' | 'name' | 'language' | 'createdAt'>): StoredCustomer {
  return {
    ...known,
    version: 1,
    phone: null,
    phoneVerifiedAt: null,
    consents: [],
    advisorId: null,
    note: null,
    mergedInto: null,
    absorbed: null,
    history: [],
    dirty: false,
  }
}

const schema = new Schema<StoredCustomer>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, default: null },
    phone: { type: String, default: null },
    phoneVerifiedAt: { type: Date, default: null },
    language: { type: String, required: true },
    consents: { type: [Schema.Types.Mixed], required: true } as never,
    advisorId: { type: String, default: null },
    note: { type: String, default: null },
    mergedInto: { type: String, default: null },
    absorbed: { type: String, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    dirty: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'customers', versionKey: false, minimize: false },
)
// `$gt: ''` means "a text": unlike `$type: 'string'`, an equality implies it for the planner, which then uses the index.
schema.index({ phone: 1 }, { unique: true, partialFilterExpression: { phone: { $gt: '' } } })
schema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $gt: '' } } })
schema.index({ dirty: 1 }, { partialFilterExpression: { dirty: true } })

export function customerModel(connection: Connection) {
  return connection.model<StoredCustomer>('Customer', schema)
}

export type CustomerModel = ReturnType<typeof customerModel>

/** The record that stands for this id today: of merged ones the last in the chain. `null` when unknown or erased. */
export async function living(records: CustomerModel, id: string): Promise<StoredCustomer | null> {
  const record = await records.findById(id).lean<StoredCustomer>()
  return record?.mergedInto ? living(records, record.mergedInto) : record
}

/** Every id this person has had: of the records merged into this one, the farthest first, and last its own. */
export async function idsOf(records: CustomerModel, customerId: string): Promise<string[]> {
  const ids = [customerId]
  for (let latest = ids; latest.length > 0; ) {
    const merged = await records.find({ mergedInto: { $in: latest } }, { _id: 1 }).lean<{ _id: string }[]>()
    latest = merged.map(({ _id }) => _id)
    ids.unshift(...latest)
  }
  return ids
}
