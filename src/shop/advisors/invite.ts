import { createHash, randomBytes } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import { type Role, roles } from './advisor.ts'

/** Makes whoever opens its link first an advisor. Only a digest of the token is kept: the records let nobody in. */
export type Invite = {
  _id: string
  role: Role
  profileId: string | null
  /** Who made it. */
  by: string
  madeAt: Date
  expiresAt: Date
  usedBy: string | null
}

/** Our own default: long enough for a new colleague's first week. */
export const inviteLivesMs = 7 * 24 * 60 * 60 * 1000

/** What tokens begin with, so that START knows them; Telegram takes up to 64 characters of `[A-Za-z0-9_-]` there. */
export const invitePrefix = 'adv_'

export const isInviteToken = (payload: string) => payload.startsWith(invitePrefix)

/** A fresh token: 192 random bits. */
export const newToken = () => `${invitePrefix}${randomBytes(24).toString('base64url')}`

export const inviteIdOf = (token: string) => createHash('sha256').update(token).digest('hex')

const schema = new Schema<Invite>(
  {
    _id: { type: String, required: true },
    role: { type: String, enum: roles, required: true },
    profileId: { type: String, default: null },
    by: { type: String, required: true },
    madeAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    usedBy: { type: String, default: null },
  },
  { collection: 'advisor_invites', versionKey: false },
)

export function inviteModel(connection: Connection) {
  return connection.model<Invite>('AdvisorInvite', schema)
}
