import { type Connection, Schema } from 'mongoose'
import { lanes, type OutboxMessage } from './message.ts'

/**
 * What the database keeps besides: by its own real clock when the last attempt began and when all was over, and which
 * claim the last attempt was made under.
 */
export type StoredMessage = OutboxMessage & {
  claimedAt?: Date
  claimedBy?: string
  closedAt?: Date
  /** Given up, and whoever wants to know has not been told yet. */
  untold?: true
  /** Counts towards the caps of whoever gets it; left out of all others, so that the index holds only these. */
  capped?: true
}

/** A finished message is kept for questions and complaints, then forgotten. */
const retentionSeconds = 90 * 24 * 60 * 60

const schema = new Schema<StoredMessage>(
  {
    _id: { type: String, required: true },
    lane: { type: String, enum: lanes, required: true },
    rank: { type: Number, required: true },
    purpose: { type: String, enum: ['reply', 'service', 'marketing', 'survey'], required: true },
    to: {
      type: { chat: { type: String, required: true }, topic: { type: { key: String, name: String }, _id: false } },
      required: true,
      _id: false,
    },
    about: { type: { kind: String, id: String, version: Number }, _id: false },
    customerId: String,
    content: { type: Schema.Types.Mixed, required: true },
    bundle: String,
    order: { type: Number, required: true },
    notBefore: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    state: { type: String, enum: ['pending', 'sending', 'sent', 'unknown', 'failed', 'dropped'], required: true },
    reason: String,
    attempts: { type: Number, required: true },
    doubts: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    calledAt: Date,
    sentAt: Date,
    remoteId: String,
    unreachable: Boolean,
    claimedAt: Date,
    claimedBy: String,
    closedAt: Date,
    untold: Boolean,
    capped: Boolean,
  },
  { collection: 'outbox', versionKey: false, minimize: false },
)
schema.index({ state: 1, lane: 1, notBefore: 1 })
schema.index({ 'to.chat': 1, state: 1, rank: 1, notBefore: 1, order: 1 })
schema.index(
  { 'to.chat': 1, 'to.topic.key': 1, state: 1, notBefore: 1 },
  { partialFilterExpression: { 'to.topic.key': { $gt: '' } } },
)
schema.index({ state: 1, expiresAt: 1 })
schema.index({ 'to.chat': 1, remoteId: 1 }, { partialFilterExpression: { remoteId: { $exists: true } } })
schema.index({ 'about.id': 1 }, { partialFilterExpression: { 'about.id': { $exists: true } } })
schema.index({ customerId: 1 }, { partialFilterExpression: { customerId: { $exists: true } } })
schema.index({ 'to.chat': 1, purpose: 1 }, { partialFilterExpression: { capped: true } })
schema.index({ doubts: 1 }, { partialFilterExpression: { doubts: { $gt: 0 } } })
schema.index({ untold: 1 }, { partialFilterExpression: { untold: true } })
schema.index({ closedAt: 1 }, { expireAfterSeconds: retentionSeconds })

export function outboxModel(connection: Connection) {
  return connection.model<StoredMessage>('OutboxMessage', schema)
}

export type OutboxModel = ReturnType<typeof outboxModel>
