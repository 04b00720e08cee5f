import { type Connection, Schema } from 'mongoose'
import type { NewMessage } from '../messages/message.ts'

/**
 * Where a chat stands: one record per chat. Every write increments `revision` and filters on it, so of two
 * processes that handle the same chat one loses, reads again and shows what is true.
 */
export type Conversation = {
  /** `tg:<chatId>` */
  _id: string
  revision: number
  /** The last happenings that were answered, newest last: one delivered again is not answered twice. */
  answered: string[]
  flow: { name: string; version: number; step: string; state: unknown } | null
  /** The message that is edited in place: its outbox key, the revision its buttons carry, and whether it asked for a contact. */
  screen: { key: string; revision: number; asked: boolean } | null
  /** What this revision says, written with it and put into the outbox right after: a crash in between loses nothing. */
  said: NewMessage[]
  /** Utterances in a row that were not understood. */
  puzzled: number
  /** Whether a button led here: then the screen asks for what it asks, whoever has the chat. */
  tapped: boolean
}

export function newConversation(chat: string): Conversation {
  return { _id: chat, revision: 0, answered: [], flow: null, screen: null, said: [], puzzled: 0, tapped: false }
}

const schema = new Schema<Conversation>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    answered: { type: [String], required: true } as never,
    flow: { type: Schema.Types.Mixed, default: null },
    screen: { type: Schema.Types.Mixed, default: null },
    said: { type: [Schema.Types.Mixed], required: true } as never,
    puzzled: { type: Number, required: true },
    tapped: { type: Boolean, default: false },
  },
  { collection: 'conversations', versionKey: false, minimize: false },
)

export function conversationModel(connection: Connection) {
  return connection.model<Conversation>('Conversation', schema)
}
