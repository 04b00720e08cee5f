import { nearest } from '../agenda/nearest.ts'
import type { PersonalData } from '../shop/privacy/privacy.ts'
import { lanes, type OutboxMessage, type Purpose } from './message.ts'
import type { Outbox } from './outbox.ts'

/** What of a message the caps look at. */
export type Counted = Pick<
  OutboxMessage,
  '_id' | 'state' | 'createdAt' | 'notBefore' | 'calledAt' | 'sentAt' | 'doubts'
>

/** A message that was sent, as others find it again. */
export type Standing = Pick<OutboxMessage, '_id' | 'to' | 'about' | 'remoteId'>

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

  /**
   * What counts towards the caps of whoever has these chats: sent, perhaps sent, on its way, or about to leave. Without the
   * words; the few of a customer in the time that messages are kept.
   */
  function countedFor(chats: string[], purpose: Purpose): Promise<Counted[]> {
    return model
      .find(
        { 'to.chat': { $in: chats }, purpose, capped: true, state: { $in: ['pending', 'sending', 'sent', 'unknown'] } },
        { state: 1, createdAt: 1, notBefore: 1, calledAt: 1, sentAt: 1, doubts: 1 },
      )
      .lean<Counted[]>()
  }

  /** What stands in other chats and speaks of a customer: of each message the key by which it is edited. */
  async function standingOf(customerId: string): Promise<Standing[]> {
    const sent = await model
      .find({ customerId, remoteId: { $exists: true } }, { to: 1, about: 1, remoteId: 1 })
      .sort({ _id: 1 })
      .lean<Standing[]>()
    return [...new Map(sent.toReversed().map((one) => [`${one.to.chat}:${one.remoteId}`, one])).values()]
  }

  /** Messages that may have been delivered more or less often than we know, the newest first. */
  function doubtful(): Promise<OutboxMessage[]> {
    return model
      .find({ doubts: { $gt: 0 } })
      .sort({ createdAt: -1 })
      .limit(listAtMost)
      .lean<OutboxMessage[]>()
  }

  /**
   * Whether nothing is due at `now`, and nothing on its way. One question: between two a message could slip through. The lanes
   * are named because the index goes by them.
   */
  async function isQuiet(now: Date): Promise<boolean> {
    const underway = { state: { $in: ['sending', 'pending'] }, lane: { $in: lanes }, notBefore: { $lte: now } } as const
    return !(await model.exists(underway))
  }

  /** The next instant after `now` at which a message becomes due; `null` for none. */
  async function nextDueAt(now: Date): Promise<Date | null> {
    const next = await nearest(now, (notBefore) =>
      model
        .findOne({ state: 'pending', lane: { $in: lanes }, notBefore }, { notBefore: 1 })
        .sort({ notBefore: 1 })
        .lean<Pick<OutboxMessage, 'notBefore'>>(),
    )
    return next?.notBefore ?? null
  }

  /** What was said to a person; erased, the record that something was sent stays, without a word of it. */
  const personalData: PersonalData = {
    name: 'messages',
    exportOf: ({ chats }) =>
      model.find({ 'to.chat': { $in: chats } }, { content: 1, purpose: 1, state: 1, sentAt: 1 }).lean(),
    async eraseOf({ customerId, chats }) {
      for (const theirs of [{ 'to.chat': { $in: chats } }, { customerId }]) {
        await model.updateMany(
          { ...theirs, state: 'pending' },
          { $set: { state: 'dropped', reason: 'erased' }, $currentDate: { closedAt: true } },
        )
        await model.updateMany(theirs, { $set: { content: { kind: 'plain', text: '' } } })
        await model.updateMany({ ...theirs, 'to.topic.name': { $exists: true } }, { $set: { 'to.topic.name': '' } })
      }
    },
  }

  return {
    countedFor,
    standingOf,
    remoteIdOf,
    isKnown,
    byRemoteId,
    why,
    doubtful,
    isQuiet,
    nextDueAt,
    personalData,
  }
}
