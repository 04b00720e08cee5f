import type { PersonalData } from '../shop/privacy/privacy.ts'
import type { OutboxMessage } from './message.ts'
import type { Outbox } from './outbox.ts'

/** Rows of one answer to a person. */
const listAtMost = 200

/** Questions about what went out and what did not. */
export function createOutboxQueries({ model }: Outbox) {
  /** The channel's id of a message, by its key; `null` when it was never sent. */
  async function remoteIdOf(key: string): Promise<string | null> {
    const message = await model.findById(key, { remoteId: 1 }).lean<Pick<OutboxMessage, 'remoteId'>>()
    return message?.remoteId ?? null
  }

  /** Whether a message was put in under this key, whatever became of it. */
  const isKnown = async (key: string): Promise<boolean> => (await model.exists({ _id: key })) !== null

  /** What stands in a chat under the channel's id: the last edit of it. */
  function byRemoteId(chat: string, remoteId: string): Promise<OutboxMessage | null> {
    return model.findOne({ 'to.chat': chat, remoteId }).sort({ sentAt: -1, attempts: -1 }).lean<OutboxMessage>()
  }

  /** Everything that was to be said about a thing, and what became of it, in the order of its time. */
  function why(aboutId: string): Promise<OutboxMessage[]> {
    return model.find({ 'about.id': aboutId }).sort({ notBefore: 1 }).limit(listAtMost).lean<OutboxMessage[]>()
  }

  /** Messages that may have been delivered more or less often than we know, the newest first. */
  function doubtful(): Promise<OutboxMessage[]> {
    return model
      .find({ doubts: { $gt: 0 } })
      .sort({ createdAt: -1 })
      .limit(listAtMost)
      .lean<OutboxMessage[]>()
  }

  /** Whether nothing is due at `now`, and nothing on its way. One question: between two a message could slip through. */
  async function isQuiet(now: Date): Promise<boolean> {
    return !(await model.exists({ $or: [{ state: 'sending' }, { state: 'pending', notBefore: { $lte: now } }] }))
  }

  /** The next instant after `now` at which a message becomes due; `null` for none. */
  async function nextDueAt(now: Date): Promise<Date | null> {
    const next = await model
      .findOne({ state: 'pending', notBefore: { $gt: now } }, { notBefore: 1 })
      .sort({ notBefore: 1 })
      .lean<Pick<OutboxMessage, 'notBefore'>>()
    return next?.notBefore ?? null
  }

  /** What was said to a person; erased, the record that something was sent stays, without a word of it. */
  const personalData: PersonalData = {
    name: 'messages',
    exportOf: ({ chats }) =>
      model.find({ 'to.chat': { $in: chats } }, { content: 1, purpose: 1, state: 1, sentAt: 1 }).lean(),
    async eraseOf({ chats }) {
      const theirs = { 'to.chat': { $in: chats } }
      await model.updateMany(
        { ...theirs, state: 'pending' },
        { $set: { state: 'dropped', reason: 'erased' }, $currentDate: { closedAt: true } },
      )
      await model.updateMany(theirs, { $set: { content: { kind: 'plain', text: '' } } })
    },
  }

  return { remoteIdOf, isKnown, byRemoteId, why, doubtful, isQuiet, nextDueAt, personalData }
}
