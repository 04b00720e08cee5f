import type { Connection, QueryFilter } from 'mongoose'
import { allOf, type Part } from '../agenda/all-of.ts'
import { databaseNow } from '../agenda/database-now.ts'
import { insertAbsent } from '../agenda/insert-absent.ts'
import type { Clock } from '../clock.ts'
import { isDuplicate } from '../shop/change.ts'
import { createAttempts } from './attempts.ts'
import { cappedPurposes, type Lane, lanes, type NewMessage, type OutboxMessage } from './message.ts'
import { outboxModel, type StoredMessage } from './outbox-model.ts'
import { createQueues } from './queues.ts'

/** A call settles within 10 s; a message that is `sending` for longer than this lost its process on the way. */
export const leaseMs = 15_000
/** Found dead or out of date in one look; the next look takes the rest. */
const tidyAtOnce = 200
/** Lanes that never hold more than minutes of work go oldest first; the others are too long to be sorted each time. */
const sortedLanes: readonly Lane[] = ['reply', 'transactional']

/** The record of everything that goes out. Each change of state is one conditional write. */
export function createOutbox({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = outboxModel(connection)

  /** New messages as they are stored. */
  function recordsOf(messages: NewMessage[]): StoredMessage[] {
    const createdAt = clock.now()
    return messages.map((message): StoredMessage => {
      const { order = 0, notBefore = createdAt } = message
      const rank = lanes.indexOf(message.lane)
      const capped = cappedPurposes.includes(message.purpose) && { capped: true as const }
      return { ...message, ...capped, rank, order, notBefore, state: 'pending', attempts: 0, doubts: 0, createdAt }
    })
  }

  /** Puts messages in; those whose key is there already stay as they are. */
  const post = (messages: NewMessage[]): Promise<void> => insertAbsent(model, recordsOf(messages))

  /**
   * Puts messages in, the first of them claimed by the same write; `null` when its key is there already: then the others
   * may be missing. The condition is met by no stored message, so that this inserts or fails; an insert could not set the
   * beginning of the lease by the database's clock. In order: whoever finds a later one finds the first on its way.
   */
  async function postClaimed([first, ...others]: OutboxMessage[]): Promise<OutboxMessage | null> {
    if (!first) return null
    const { _id, ...claimed } = { ...first, state: 'sending' as const, attempts: 1, calledAt: clock.now() }
    const update = { $set: claimed, $currentDate: { claimedAt: true as const } }
    const upserts = [
      { updateOne: { filter: { _id, attempts: { $exists: false } }, update, upsert: true } },
      ...others.map((other) => ({
        updateOne: { filter: { _id: other._id }, update: { $setOnInsert: other }, upsert: true },
      })),
    ]
    try {
      await model.bulkWrite(upserts)
      return { _id, ...claimed }
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
  }

  /**
   * Chats with something due, the most urgent lane first, without those named in `except`; one question for all lanes. In
   * long lanes in any order: senders that begin at different ends seldom meet.
   */
  async function dueChats({ except, limit }: { except: string[]; limit: number }): Promise<string[]> {
    const ofLane = (lane: Lane): Part => ({
      collection: model.collection.name,
      pipeline: [
        { $match: { state: 'pending', lane, notBefore: { $lte: clock.now() }, 'to.chat': { $nin: except } } },
        ...(sortedLanes.includes(lane) ? [{ $sort: { notBefore: 1 as const } }] : []),
        { $limit: limit },
        { $project: { _id: 0, lane: 1, chat: '$to.chat' } },
      ],
    })
    const [first, ...others] = lanes
    const question = allOf([ofLane(first), ...others.map(ofLane)])
    const found = await model.aggregate<{ lane: Lane; chat: string }>(question)
    const inOrder = lanes.flatMap((lane) => {
      const theirs = found.filter((one) => one.lane === lane)
      return sortedLanes.includes(lane) ? theirs : theirs.sort(() => Math.random() - 0.5)
    })
    return [...new Set(inOrder.map(({ chat }) => chat))].slice(0, limit)
  }

  /** What is due for the same addressee after `message`, in the order it has to leave; of a topic only, where it has one. */
  function companionsOf({ _id, to, rank }: OutboxMessage, limit: number): Promise<OutboxMessage[]> {
    const addressee = { 'to.chat': to.chat, ...(to.topic && { 'to.topic.key': to.topic.key }) }
    return model
      .find({ ...addressee, _id: { $ne: _id }, state: 'pending', rank, notBefore: { $lte: clock.now() } })
      .sort({ rank: 1, notBefore: 1, order: 1 })
      .limit(limit)
      .lean<OutboxMessage[]>()
  }

  /** Whether a later edit of the same message waits behind this one: then this one need not be shown. */
  async function isSuperseded({ to, content, notBefore }: OutboxMessage): Promise<boolean> {
    if (!to.topic || content.kind !== 'screen' || content.edit === undefined || content.moves) return false
    const later = { state: 'pending', notBefore: { $gt: notBefore, $lte: clock.now() } } as const
    const sameCard = { 'to.chat': to.chat, 'to.topic.key': to.topic.key, 'content.edit': content.edit }
    return (await model.exists({ ...sameCard, ...later })) !== null
  }

  /** What was to be edited is gone, and the edit stands in its place: later ones find it there. */
  async function standsAnew({ content }: OutboxMessage, remoteId: string): Promise<void> {
    if (content.kind === 'screen' && content.edit !== undefined)
      await model.updateOne({ _id: content.edit }, { $set: { remoteId } })
  }

  /** Gives up a message that nobody has taken yet. If it was about something, it stays `untold` until `noteTold`. */
  async function drop(message: OutboxMessage, reason: string): Promise<OutboxMessage | null> {
    const untold = message.about && { untold: true as const }
    const { modifiedCount } = await model.updateOne(
      { _id: message._id, state: 'pending' },
      { $set: { state: 'dropped', reason, ...untold }, $currentDate: { closedAt: true } },
    )
    return modifiedCount === 1 ? { ...message, state: 'dropped', reason } : null
  }

  /** Notes that whoever wants to know has been told that a message was given up. */
  async function noteTold({ _id, about }: OutboxMessage): Promise<void> {
    if (about) await model.updateOne({ _id, untold: true }, { $unset: { untold: 1 } })
  }

  /** Puts a message off until an instant of our clock. */
  async function postpone({ _id }: OutboxMessage, notBefore: Date, reason = 'not now'): Promise<void> {
    await model.updateOne({ _id, state: 'pending' }, { $set: { notBefore, reason } })
  }

  /** Pending messages whose time is over. */
  const expired = () =>
    model
      .find({ state: 'pending', expiresAt: { $lte: clock.now() } })
      .limit(tidyAtOnce)
      .lean<OutboxMessage[]>()

  /** Messages whose process died between the two writes: over a call, or before it told that they were given up. */
  async function abandoned(): Promise<{ calling: OutboxMessage[]; untold: OutboxMessage[] }> {
    const before = { $lt: new Date((await databaseNow(connection)).getTime() - leaseMs) }
    const some = (which: QueryFilter<StoredMessage>) => model.find(which).limit(tidyAtOnce).lean<OutboxMessage[]>()
    const [calling, untold] = await Promise.all([
      some({ state: 'sending', claimedAt: before }),
      some({ untold: true, closedAt: before }),
    ])
    return { calling, untold }
  }

  return {
    model,
    recordsOf,
    post,
    postClaimed,
    dueChats,
    ...createQueues({ model, clock }),
    companionsOf,
    isSuperseded,
    ...createAttempts({ model, clock }),
    standsAnew,
    drop,
    noteTold,
    postpone,
    expired,
    abandoned,
  }
}

export type Outbox = ReturnType<typeof createOutbox>
