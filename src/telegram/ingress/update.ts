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
  /** Retention only: Telegram re-delivers for 24 hours and may restart its numbering after a week. */
  forgetAt: Date
}

/** How long a handled update is remembered: three times Telegram's own memory. */
export const rememberedMs = 3 * 24 * 60 * 60 * 1000

const schema = new Schema<StoredUpdate>(
  {
    _id: { type: Number, required: true },
    chat: { type: String, required: true },
    body: { type: Schema.Types.Mixed, default: null },
    state: { type: String, enum: ['new', 'done', 'parked'], required: true },
    attempts: { type: Number, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'updates', versionKey: false, minimize: false },
)
schema.index({ state: 1, chat: 1, _id: 1 })
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 })

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
