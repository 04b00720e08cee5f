import { createHash } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import type { MediaRef } from '../appointments/appointment.ts'
import type { Change } from '../change.ts'
import { tellsOfFacts } from '../facts.ts'

/** Somebody is not content, and a person of the shop puts it right. */
export type Complaint = {
  /** Made from the happening that opened it: told twice, it is there once. Short enough for a button. */
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  customerId: string
  /** What it is about, where that is known. */
  visitId: string | null
  source: 'survey' | 'chat' | 'advisor'
  /** `resolved`: done by the shop's own word; `closed` once the customer was asked again, some days later. */
  state: 'open' | 'resolved' | 'closed'
  /** Everything that was said about it, verbatim, in its order. */
  said: Said[]
  /** The customer asked to be called. */
  wantsCall: boolean
  /** When the customer was told that it is on record. */
  acknowledgedAt: Date | null
  owner: Owner | null
  /** When somebody took it on; nobody has it while `null`. */
  claimedAt: Date | null
  /** Since when it waits for a person: opened, opened again, or left behind by its owner. */
  unownedAt: Date
  /** Who had it, and is no longer with the shop. */
  leftBy: string | null
  plan: { words: string; at: Date; by: string } | null
  resolvedAt: Date | null
  secondContacts: { at: Date; by: string; satisfied: boolean }[]
  /** How often it was opened, and when last: plan and resolution are counted from there. */
  rounds: number
  openedAt: Date
  closedAt: Date | null
  history: Change[]
  createdAt: Date
}
export type Owner = { id: string; name: string }
/**
 * `chat` and `message` say where it stands in the channel, `key` which happening it was: heard by the bot and by a person,
 * it is there once. All stay out for what an advisor noted.
 */
export type Said = { words: string; media: MediaRef[]; saidAt: Date; chat?: string; message?: string; key?: string }

/** Those with which somebody of the shop still has something to do. */
export const notClosed: { state: { $in: Complaint['state'][] } } = { state: { $in: ['open', 'resolved'] } }

/** Whether both are the same that was said, heard twice. */
export function isSame(one: Said, other: Said): boolean {
  if (one.key !== undefined && one.key === other.key) return true
  if (one.message !== undefined) return one.message === other.message && one.chat === other.chat
  return one.key === undefined && one.words === other.words && one.saidAt.getTime() === other.saidAt.getTime()
}

/** The complaint that a happening leads to: 60 bits of it, like the random ids of the house. */
export const complaintIdOf = (happening: string) =>
  `cmp_${createHash('sha256').update(happening).digest('hex').slice(0, 15)}`

const schema = new Schema<Complaint>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    customerId: { type: String, required: true },
    visitId: { type: String, default: null },
    source: { type: String, enum: ['survey', 'chat', 'advisor'], required: true },
    state: { type: String, enum: ['open', 'resolved', 'closed'], required: true },
    said: { type: [Schema.Types.Mixed], required: true } as never,
    wantsCall: { type: Boolean, required: true },
    acknowledgedAt: { type: Date, default: null },
    owner: { type: Schema.Types.Mixed, default: null },
    claimedAt: { type: Date, default: null },
    unownedAt: { type: Date, required: true },
    leftBy: { type: String, default: null },
    plan: { type: Schema.Types.Mixed, default: null },
    resolvedAt: { type: Date, default: null },
    secondContacts: { type: [Schema.Types.Mixed], required: true } as never,
    rounds: { type: Number, required: true },
    openedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'complaints', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, createdAt: -1 })
schema.index({ state: 1, openedAt: 1 })
schema.index({ 'owner.id': 1, state: 1 })
tellsOfFacts(schema)

export function complaintModel(connection: Connection) {
  return connection.model<Complaint>('Complaint', schema)
}

export type ComplaintModel = ReturnType<typeof complaintModel>
