import type { TelegramUpdate } from '@gramio/types'
import { type Connection, Schema } from 'mongoose'

/** One update as Telegram delivered it, kept until it has been handled. */
export type StoredUpdate = {
  /** Telegram's `update_id`: a re-delivered one finds its place taken. */
  _id: number
  chat: string
  /** The update itself; taken out once it is done, since it holds people's words. */
  body: TelegramUpdate | null
  state: 'new' | 'done' | 'parked'
  attempts: number
  /** When it was done or parked, by the database's own real clock; what waits is never forgotten. */
  closedAt?: Date
}

/** Telegram re-delivers for 24 hours and may restart its numbering after a week: three days lie between. */
const rememberedSeconds = 3 * 24 * 60 * 60

const schema = new Schema<StoredUpdate>(
  {
    _id: { type: Number, required: true },
    chat: { type: String, required: true },
    body: { type: Schema.Types.Mixed, default: null },
    state: { type: String, enum: ['new', 'done', 'parked'], required: true },
    attempts: { type: Number, required: true },
    closedAt: Date,
  },
  { collection: 'updates', versionKey: false, minimize: false },
)
schema.index({ state: 1, chat: 1, _id: 1 })
schema.index({ closedAt: 1 }, { expireAfterSeconds: rememberedSeconds })

export function updateModel(connection: Connection) {
  return connection.model<StoredUpdate>('Update', schema)
}

/** The chat an update belongs to; `null` for kinds that belong to none, or that Telegram will invent one day. */
export function chatOf(update: TelegramUpdate): string | null {
  const { message, edited_message, callback_query, my_chat_member } = update
  const chat = message?.chat ?? edited_message?.chat ?? callback_query?.message?.chat ?? my_chat_member?.chat
  return chat ? `tg:${chat.id}` : null
}

/** Everything this bot listens to. Telegram remembers the last list it was given, so the whole list is always sent. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const
