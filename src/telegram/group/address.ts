import { type Connection, Schema } from 'mongoose'
import type { Log } from '../../log.ts'

/** A group that has become a supergroup, and so has another id. */
type Moved = { _id: string; to: number }

/**
 * Where groups are today. Everywhere else a group goes by the name it was configured under, `tg:-123`, whatever Telegram
 * makes of its id: messages waiting for it, seals of its buttons and topics stay good.
 */
export function createAddresses({ connection, log }: { connection: Connection; log: Log }) {
  const model = connection.model<Moved>('MovedGroup', schema)
  const movedTo = new Map<string, number>()
  const nameBy = new Map<number, string>()

  function keep({ _id, to }: Moved): void {
    movedTo.set(_id, to)
    nameBy.set(to, _id)
  }

  /** Learns what was noted of a group before, by its id of then or of now; at start. */
  async function learn(chatId: number): Promise<void> {
    const moved =
      (await model.findById(`tg:${chatId}`).lean<Moved>()) ?? (await model.findOne({ to: chatId }).lean<Moved>())
    if (moved) keep(moved)
  }

  /** The id to call Telegram with. */
  const idOf = (chat: string): number => movedTo.get(chat) ?? Number(chat.replace('tg:', ''))

  /** The name a chat goes by here. */
  const nameOf = (chatId: number): string => nameBy.get(chatId) ?? `tg:${chatId}`

  /** Notes that a group has another id from now on. */
  async function move(chat: string, to: number): Promise<void> {
    if (movedTo.get(chat) === to) return
    await model.updateOne({ _id: chat }, { $set: { to } }, { upsert: true })
    keep({ _id: chat, to })
    log.warn({ chat, to }, 'the group has a new id: put it into ADVISORS_CHAT_ID when convenient')
  }

  return { learn, idOf, nameOf, move }
}

export type Addresses = ReturnType<typeof createAddresses>

const schema = new Schema<Moved>(
  { _id: { type: String, required: true }, to: { type: Number, required: true } },
  { collection: 'moved_groups', versionKey: false },
)
schema.index({ to: 1 })
