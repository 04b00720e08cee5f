import type { Connection } from 'mongoose'
import { type Refusal, refuse } from '../../refusal.ts'
import { isDuplicate } from '../change.ts'
import type { PersonalData } from '../personal-data.ts'
import { type Line, lineModel, type Said } from './line.ts'

/** A line as it is told; it is `sent` unless it says otherwise. */
export type NewLine = Omit<Line, 'nth' | 'edits' | 'state' | 'reason'> & { state?: 'sent' | 'held' }
type Source = Line['source']

/** Lines of one answer; a chat of years has fewer. */
const most = 10_000

/** What was said, verbatim. Nothing in it is ever written over: an edit is added beside the original. */
export function createTranscript({ connection }: { connection: Connection }) {
  const model = lineModel(connection)
  const get = (id: string) => model.findById(id).lean<Line>()

  /** The line that was written there. */
  const bySource = ({ chat, message }: Source) =>
    model.findOne({ 'source.chat': chat, 'source.message': message }).lean<Line>()

  /** Adds a line; told again, by its id or by where it was written, it is there once. Answers it as it stands. */
  async function add(line: NewLine): Promise<Line> {
    const { customerId, at } = line
    const known = await get(line._id)
    if (known) return known
    const last = await model.findOne({ customerId, at }).sort({ at: -1, nth: -1 }).lean<Line>()
    const fresh: Line = { state: 'sent', ...line, nth: (last?.nth ?? 0) + 1, edits: [], reason: null }
    try {
      await model.create(fresh)
      return fresh
    } catch (error) {
      if (!isDuplicate(error)) throw error
      return (await get(line._id)) ?? (await bySource(line.source)) ?? add(line)
    }
  }

  /** Notes that what was written there now says something else. `null` when nothing is known of it. */
  async function edit(source: Source, said: Said, at: Date): Promise<Line | null> {
    const line = await bySource(source)
    if (!line) return null
    const version = { ...said, at }
    const isNew = { edits: { $not: { $elemMatch: { at, text: said.text } } } }
    await model.updateOne({ _id: line._id, ...isNew }, { $push: { edits: version } })
    return get(line._id)
  }

  /** The last so many lines of a customer, in the order in which they were said. */
  async function lastOf(customerId: string, many: number): Promise<Line[]> {
    const latest = await model.find({ customerId }).sort({ at: -1, nth: -1 }).limit(many).lean<Line[]>()
    return latest.toReversed()
  }

  /** Everything of a customer, or of one handoff, in the order in which it was said. */
  function of(about: { customerId: string } | { handoffId: string }, limit = most): Promise<Line[]> {
    return model.find(about).sort({ at: 1, nth: 1 }).limit(limit).lean<Line[]>()
  }

  /** Words wait until their writer has decided; a second time too. */
  const hold = (id: string) => decide(id, { from: ['sent'], state: 'held', reason: null })
  /** Held words are sent after all; a second time too. Refused when they were dropped. */
  const release = (id: string) => decide(id, { from: ['held'], state: 'sent', reason: null })
  /** Held words are not sent; a second time too. Refused when they were sent. */
  const drop = (id: string, reason: string) => decide(id, { from: ['held'], state: 'not-sent', reason })
  /** What was to be sent could not be delivered. */
  const failed = (id: string, reason: string) => decide(id, { from: ['held', 'sent'], state: 'not-sent', reason })

  async function decide(
    id: string,
    { from, state, reason }: { from: Line['state'][]; state: Line['state']; reason: string | null },
  ): Promise<Line | Refusal<'line-decided'>> {
    await model.updateOne({ _id: id, state: { $in: from } }, { $set: { state, reason } })
    const line = await get(id)
    return line?.state === state ? line : refuse('line-decided')
  }

  /** Gives what was said with one customer to another, when both prove to be the same person. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    await model.updateMany({ customerId: fromCustomerId }, { $set: { customerId: toCustomerId } })
  }

  const personalData: PersonalData = {
    name: 'transcript',
    /** What was said by or to the customer: notes and unsent words of advisors never left the group, and do not now. */
    exportOf: ({ customerId }) =>
      model
        .find({ customerId, note: false, $or: [{ 'who.kind': 'customer' }, { state: 'sent' }] })
        .sort({ at: 1, nth: 1 })
        .limit(most)
        .lean<Line[]>(),
    /** All of it goes, whoever said it. Lines of an advisor with the same account are about others, and stay. */
    async eraseOf({ customerId }) {
      await model.deleteMany({ customerId })
    },
  }

  return { get, bySource, add, edit, lastOf, of, hold, release, drop, failed, handOver, personalData }
}

export type Transcript = ReturnType<typeof createTranscript>
