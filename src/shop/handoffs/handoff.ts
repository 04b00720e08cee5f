import { createHash } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'
import { tellsOfFacts } from '../facts.ts'

/**
 * A customer's chat in the hands of people. While one is live, the bot is silent; there is at most one for a customer. It
 * alone tells who has the chat.
 */
export type Handoff = {
  /** Made from the happening that opened it: told twice, it is there once. Short enough for a button. */
  _id: string
  version: number
  /** Set by every write that others must hear of; cleared once its effects are on the agenda. */
  dirty: boolean
  customerId: string
  /** Where the customer writes from, or last did. */
  chat: string
  reason: HandoffReason
  /** What was asked for, in the customer's own words where there are any. */
  words: string
  state: 'open' | 'claimed' | 'resolved'
  /** Open or claimed. */
  live: boolean
  /** Who claimed it; stays when it is resolved. */
  ownerId: string | null
  /** Whom it is offered to while nobody has claimed it. */
  assignedId: string | null
  /** `<advisorId>/<n>`: its place with whoever holds it. No two live ones have the same, so that nobody gets too many. */
  seat: string | null
  /** When it is asked whether the holder is still on duty. */
  keptUntil: Date | null
  /** How often it was put up for somebody to take. */
  offers: number
  /** Who let the customer wait too long since the last reply: it is not offered to them again. */
  lapsedIds: string[]
  openedAt: Date
  claimedAt: Date | null
  firstReplyAt: Date | null
  /** Since when the customer waits for a public reply: their oldest message without one; `null` when none is owed. */
  waitingSince: Date | null
  /** How often they began to wait. */
  waits: number
  replyDueAt: Date | null
  /** What share of the wait was told to people, in per cent. */
  raised: 0 | 50 | 100
  /** The last word of either side. */
  lastAt: Date
  /** The last message of the customer, and the last reply: the same again counts nothing. */
  lastSaid: string | null
  lastReply: string | null
  resolvedAt: Date | null
  /** The advisor, `customer`, or the part of the product that ended it. */
  resolvedBy: string | null
  /** An advisor's words, or `withdrawn`, `idle`, `merged`, `erased`. */
  closeReason: string | null
  /** When the customer was last told that nobody is there. */
  offHoursToldAt: Date | null
  history: Change[]
}

/** `advisor`: an advisor wrote first; `rule`: the shop's own rules want a person. */
export const handoffReasons = ['asked', 'complaint', 'not-understood', 'rule', 'advisor'] as const
export type HandoffReason = (typeof handoffReasons)[number]

/** 60 bits, like the random ids of the house. */
export const handoffIdOf = (key: string) => `hof_${createHash('sha256').update(key).digest('hex').slice(0, 15)}`

/** Whoever has it now: its owner, or whom it is offered to. */
export const holderOf = ({ ownerId, assignedId, live }: Pick<Handoff, 'ownerId' | 'assignedId' | 'live'>) =>
  live ? (ownerId ?? assignedId) : null

const schema = new Schema<Handoff>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    dirty: { type: Boolean, required: true },
    customerId: { type: String, required: true },
    chat: { type: String, required: true },
    reason: { type: String, enum: handoffReasons, required: true },
    words: { type: String, default: '' },
    state: { type: String, enum: ['open', 'claimed', 'resolved'], required: true },
    live: { type: Boolean, required: true },
    ownerId: { type: String, default: null },
    assignedId: { type: String, default: null },
    seat: { type: String, default: null },
    keptUntil: { type: Date, default: null },
    offers: { type: Number, required: true },
    lapsedIds: { type: [String], required: true },
    openedAt: { type: Date, required: true },
    claimedAt: { type: Date, default: null },
    firstReplyAt: { type: Date, default: null },
    waitingSince: { type: Date, default: null },
    waits: { type: Number, required: true },
    replyDueAt: { type: Date, default: null },
    raised: { type: Number, required: true },
    lastAt: { type: Date, required: true },
    lastSaid: { type: String, default: null },
    lastReply: { type: String, default: null },
    resolvedAt: { type: Date, default: null },
    resolvedBy: { type: String, default: null },
    closeReason: { type: String, default: null },
    offHoursToldAt: { type: Date, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'handoffs', versionKey: false, minimize: false },
)
schema.index({ customerId: 1 }, { unique: true, partialFilterExpression: { live: true } })
schema.index({ customerId: 1, openedAt: -1 })
schema.index({ state: 1, openedAt: 1 })
// `$gt: ''` means "a text", as with customers' phones.
schema.index({ seat: 1 }, { unique: true, partialFilterExpression: { seat: { $gt: '' } } })
schema.index({ firstReplyAt: -1 })
tellsOfFacts(schema)

export function handoffModel(connection: Connection) {
  return connection.model<Handoff>('Handoff', schema)
}

export type HandoffModel = ReturnType<typeof handoffModel>
