import { createHash, randomBytes } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'

/** A link that leads somebody we know, but who never pressed START, into the chat. It works once. */
export type Invitation = {
  /** The token's hash; the token itself is only on the paper that was printed. */
  _id: string
  customerId: string
  madeAt: Date
  expiresAt: Date
  /** When the invited customer proved to be in the chat. */
  usedAt: Date | null
}

/** 128 random bits as 22 characters of A–Z a–z 0–9 _ -, which is what a START link may carry (64 at most) [Bot API]. */
export const newToken = () => randomBytes(16).toString('base64url')

/** A token cannot be worked out from what is stored; being random, it needs no salt. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

const schema = new Schema<Invitation>(
  {
    _id: { type: String, required: true },
    customerId: { type: String, required: true },
    madeAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'invitations', versionKey: false, minimize: false },
)
schema.index({ customerId: 1 })

export function invitationModel(connection: Connection) {
  return connection.model<Invitation>('Invitation', schema)
}
