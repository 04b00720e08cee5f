import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { isRefusal } from '../../refusal.ts'
import type { Advisors } from '../advisors/advisors.ts'
import { isDuplicate } from '../change.ts'
import { factsOf } from '../facts.ts'
import type { PersonalData } from '../personal-data.ts'
import type { Profile } from '../profile/profile.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { createChanging, type NotHandled } from './changing.ts'
import { type Complaint, complaintModel, notClosed, type Said } from './complaint.ts'
import { createHandling } from './handling.ts'
import { createLeaving } from './leaving.ts'
import { createTelling } from './telling.ts'

/** More complaints than any customer makes, and than a shop has to deal with at a time. */
const most = 1_000

export type Opening = {
  /** Made from what led to it, so that a repeat opens no second one. */
  id: string
  customerId: string
  visitId: string | null
  source: Complaint['source']
  said: Said[]
  /** The customer hears of it in the same breath. */
  acknowledged: boolean
  by: string
}

/** The door to complaints. Every act may be repeated. `by` is who did it: a customer's chat, an advisor, the operator. */
export function createComplaints(deps: {
  connection: Connection
  clock: Clock
  profile: Profile
  tasks: Pick<Tasks, 'finish'>
  advisors: Pick<Advisors, 'all'>
}) {
  const { connection, clock, profile } = deps
  const model = complaintModel(connection)
  const get = (id: string) => model.findById(id).lean<Complaint>()
  const change = createChanging({ ...deps, model })
  const telling = createTelling(change)

  /**
   * Opens a complaint. What a customer says while one is not closed belongs to that one, and opens it again if it was
   * held to be resolved.
   */
  async function open(opening: Opening): Promise<Complaint> {
    const { id, customerId, visitId, source, said, acknowledged, by } = opening
    const repeated = await get(id)
    if (repeated) return repeated
    const [standing] = await openOf(customerId)
    if (standing) {
      const heard = await telling.hear(standing._id, said, by)
      return isRefusal<NotHandled>(heard) ? standing : heard
    }
    const at = clock.now()
    const fresh = blank({ _id: id, customerId, visitId, source, said }, at)
    try {
      await model.create({ ...fresh, acknowledgedAt: acknowledged ? at : null })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return (await get(id)) ?? open(opening)
  }

  /** A customer's complaints that are not closed, the latest first: whoever has one is left in peace by all marketing. */
  const openOf = (customerId: string) =>
    model
      .find({ customerId, ...notClosed })
      .sort({ createdAt: -1 })
      .limit(most)
      .lean<Complaint[]>()

  /** Who of these customers has a complaint that is not closed. */
  async function complaining(customerIds: string[]): Promise<Set<string>> {
    const theirs = { customerId: { $in: customerIds }, ...notClosed }
    return new Set((await model.find(theirs, { customerId: 1 }).lean()).map(({ customerId }) => customerId))
  }

  /** The complaint a customer spoke of so lately that whatever is said next is about it. */
  async function justHeard(customerId: string): Promise<Complaint | null> {
    const [latest] = await openOf(customerId)
    const { wordsWithinMinutes } = profile.current().settings.complaint
    const lastAt = Math.max(latest?.openedAt.getTime() ?? 0, latest?.said.at(-1)?.saidAt.getTime() ?? 0)
    return latest && clock.now().getTime() - lastAt < wordsWithinMinutes * 60_000 ? latest : null
  }

  /** How many were opened and closed in a span (UTC), and how many are not closed now. */
  async function countsOf({ from, to }: { from: Date; to: Date }) {
    const within = { $gte: from, $lt: to }
    const [opened, closed, standing] = await Promise.all([
      model.countDocuments({ createdAt: within }),
      model.countDocuments({ closedAt: within }),
      model.countDocuments(notClosed),
    ])
    return { opened, closed, standing }
  }

  /** All that are not closed, the longest open first. */
  const unclosed = (limit = 100) => model.find(notClosed).sort({ openedAt: 1 }).limit(limit).lean<Complaint[]>()

  /** Gives all complaints of one customer to another, when both prove to be the same person. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    const change = { $set: { customerId: toCustomerId, dirty: true }, $inc: { version: 1 } }
    await model.updateMany({ customerId: fromCustomerId }, change)
  }

  const personalData: PersonalData = {
    name: 'complaints',
    exportOf: ({ customerId }) => model.find({ customerId }).sort({ createdAt: -1 }).limit(most).lean<Complaint[]>(),
    /** The words go; that there was a complaint, and how long it took, is a count. */
    async eraseOf({ customerId }) {
      const values = { said: [], history: [], plan: null, state: 'closed', dirty: true } as const
      await model.updateMany({ customerId }, { $set: values, $inc: { version: 1 } })
    },
  }

  return {
    get,
    open,
    ...telling,
    ...createHandling(change),
    ...createLeaving({ ...deps, model, most }),
    openOf,
    complaining,
    justHeard,
    unclosed,
    countsOf,
    handOver,
    facts: factsOf(model),
    personalData,
  }
}

export type Complaints = ReturnType<typeof createComplaints>

/** One that has just been opened, while nobody has it. */
function blank(known: Pick<Complaint, '_id' | 'customerId' | 'visitId' | 'source' | 'said'>, at: Date): Complaint {
  const nobody = { owner: null, claimedAt: null, unownedAt: at, leftBy: null, acknowledgedAt: null, wantsCall: false }
  const undone = { plan: null, resolvedAt: null, secondContacts: [], closedAt: null }
  const begun = { version: 1, dirty: true, state: 'open' as const, rounds: 1, openedAt: at, createdAt: at, history: [] }
  return { ...known, ...nobody, ...undone, ...begun }
}
