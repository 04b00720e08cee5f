import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'

/**
 * A person who may act in the advisors' group. Their id looks like that of a private chat, because Telegram numbers
 * people and their private chats alike: it is never to be compared with a chat, nor looked up among customers.
 */
export type Advisor = {
  /** `tg:<userId>` */
  _id: string
  version: number
  name: string
  role: Role
  /** Their entry in the shop's profile, which holds their shifts; `null`: on duty whenever the shop is open. */
  profileId: string | null
  /** The invitations they used: none counts twice. */
  inviteIds: string[]
  joinedAt: Date
  /** Since when they are no longer with the shop. */
  leftAt: Date | null
  history: Change[]
}

export const roles = ['advisor', 'manager'] as const
export type Role = (typeof roles)[number]

const schema = new Schema<Advisor>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    role: { type: String, enum: roles, required: true },
    profileId: { type: String, default: null },
    inviteIds: { type: [String], required: true },
    joinedAt: { type: Date, required: true },
    leftAt: { type: Date, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'advisors', versionKey: false, minimize: false },
)
schema.index({ leftAt: 1 })

export function advisorModel(connection: Connection) {
  return connection.model<Advisor>('Advisor', schema)
}
