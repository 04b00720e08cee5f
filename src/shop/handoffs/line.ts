import { type Connection, Schema } from 'mongoose'

/** Something that was said in or about a chat, verbatim. Lines are only added; an edit never touches what was there. */
export type Line = {
  /** Made from the happening: told twice, it is there once. */
  _id: string
  /** During which handoff; `null` outside of any. */
  handoffId: string | null
  customerId: string
  at: Date
  /** Tells lines of the same instant apart: the first of them is 1. */
  nth: number
  /** `id`: a customer's or an advisor's, by kind; the two are never to be compared. */
  who: { kind: 'customer' | 'advisor' | 'bot'; id: string; name: string }
  what: Said
  /** What it was changed to, oldest first. */
  edits: (Said & { at: Date })[]
  /** Among advisors: never leaves the group. */
  note: boolean
  /** Where it was written. */
  source: { chat: string; message: string }
  /** `held`: words of an advisor who is not the owner, until they decide. */
  state: 'sent' | 'held' | 'not-sent'
  /** Why it was not sent. */
  reason: string | null
}

/** Words and the id of a picture, voice …; `marks` is the channel's own formatting of the words. */
export type Said = { text: string; media: { kind: string; id: string } | null; marks?: unknown }

const schema = new Schema<Line>(
  {
    _id: { type: String, required: true },
    handoffId: { type: String, default: null },
    customerId: { type: String, required: true },
    at: { type: Date, required: true },
    nth: { type: Number, required: true },
    who: { type: Schema.Types.Mixed, required: true },
    what: { type: Schema.Types.Mixed, required: true },
    edits: { type: [Schema.Types.Mixed], required: true } as never,
    note: { type: Boolean, required: true },
    source: { type: Schema.Types.Mixed, required: true },
    state: { type: String, enum: ['sent', 'held', 'not-sent'], required: true },
    reason: { type: String, default: null },
  },
  { collection: 'transcript', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, at: 1, nth: 1 })
schema.index({ handoffId: 1, at: 1, nth: 1 })
schema.index({ 'source.chat': 1, 'source.message': 1 }, { unique: true })

export function lineModel(connection: Connection) {
  return connection.model<Line>('Line', schema)
}
