import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'

/** A private chat. It belongs to one customer at a time; a customer may have several, or none. */
export type Chat = {
  /** `tg:<chatId>` */
  _id: string
  customerId: string
  /** The name the chat goes by. */
  name: string | null
  linkedAt: Date
  /** Set while nothing can be delivered there, e.g. blocked. */
  unreachable: { reason: string; at: Date } | null
  history: Change[]
}

const schema = new Schema<Chat>(
  {
    _id: { type: String, required: true },
    customerId: { type: String, required: true },
    name: { type: String, default: null },
    linkedAt: { type: Date, required: true },
    unreachable: { type: Schema.Types.Mixed, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'chats', versionKey: false, minimize: false },
)
schema.index({ customerId: 1 })

export function chatModel(connection: Connection) {
  return connection.model<Chat>('Chat', schema)
}

export type ChatModel = ReturnType<typeof chatModel>
