import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Advisors } from '../advisors/advisors.ts'
import type { Customers } from '../customers/customers.ts'
import { factsOf } from '../facts.ts'
import type { Profile } from '../profile/profile.ts'
import { createAssigning } from './assigning.ts'
import { createClocks } from './clocks.ts'
import { expectedWaitMinutes } from './expected-wait.ts'
import { type Handoff, type HandoffReason, handoffIdOf } from './handoff.ts'
import { createJoining } from './joining.ts'
import { createOwning } from './owning.ts'
import { personalDataOf } from './personal-data.ts'
import { createRecords, mostAttempts } from './records.ts'
import { beginWait, heard } from './values.ts'

/** What made a person be wanted. `key` names the happening; `words` are the customer's, where there are any. */
export type Wanted = { key: string; customerId: string; chat: string; reason: HandoffReason; words: string }

/**
 * Chats in the hands of people. Every change is one write on the version that was read, every act may be repeated, and
 * advisors are known by their own ids, which are never compared with a customer's chats.
 */
export function createHandoffs(deps: {
  connection: Connection
  clock: Clock
  profile: Profile
  advisors: Advisors
  customers: Customers
}) {
  const { clock, profile, customers } = deps
  const records = createRecords(deps)
  const tools = { ...deps, records }
  const assigning = createAssigning(tools)
  const { handOver } = createJoining(tools)

  /**
   * Somebody wants a person: answers their live handoff, opened and offered to an advisor if there was none. A complaint
   * raises the reason of one that is live. The same happening again answers what it led to, over or not. The customer
   * waits from now on, unless an advisor wrote first.
   */
  async function open(wanted: Wanted): Promise<Handoff> {
    const { key, chat, reason, words } = wanted
    const shop = await profile.refresh()
    const _id = handoffIdOf(key)
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const customerId = (await customers.get(wanted.customerId))?._id ?? wanted.customerId
      const repeated = await records.get(_id)
      if (repeated) return repeated
      const at = clock.now()
      const live = await records.liveOf(customerId)
      if (live) {
        const joined = await records.change<never>(live._id, customerId, (read) => {
          if (!read.live) return {}
          const isRaised = reason === 'complaint' && read.reason !== 'complaint'
          const waits = reason === 'advisor' ? {} : heard(read, { key, at, chat }, shop)
          return { ...waits, ...(isRaised && { reason, words, dirty: true }) }
        })
        if (joined?.live) return joined
        continue
      }
      const fresh = blank({ _id, customerId, chat, reason, words, at })
      const isOwed = reason !== 'advisor'
      const owed = isOwed ? { ...beginWait(fresh, at, shop), lastSaid: key } : {}
      if (!(await records.insert({ ...fresh, ...owed }))) continue
      await followMerge(customerId)
      return (isOwed && (await assigning.assign(_id))) || ((await records.get(_id)) ?? fresh)
    }
    throw new Error(`customer ${wanted.customerId} had another live handoff ${mostAttempts} times in a row`)
  }

  /** Two records may have become one person between the look and the write: then the handoff goes to who is left. */
  async function followMerge(customerId: string): Promise<void> {
    const person = await customers.get(customerId)
    if (person && person._id !== customerId) await handOver(customerId, person._id)
  }

  /**
   * The customer said something: the clock runs from the oldest message without a reply. `key` names the message, and the
   * same again counts nothing, over or not; a new one finds a handoff that is over, and is the bot's.
   */
  async function said(
    id: string,
    message: { key: string; at: Date; chat: string },
  ): Promise<Handoff | Refusal<'handoff-over'>> {
    const shop = await profile.refresh()
    const over = refuse('handoff-over')
    const changed = await records.change<typeof over>(id, 'customer', (read) =>
      read.live || read.lastSaid === message.key ? heard(read, message, shop) : over,
    )
    return changed ?? over
  }

  /** A customer's handoff that came last: the live one, else the one opened last. */
  const lastOf = async (customerId: string) =>
    (await records.liveOf(customerId)) ??
    (await records.model.findOne({ customerId }).sort({ openedAt: -1 }).lean<Handoff>())

  /** Those that are not over, the oldest first, so many at most. */
  const liveOnes = (limit: number) =>
    records.model
      .find({ state: { $in: ['open', 'claimed'] } })
      .sort({ openedAt: 1 })
      .limit(limit)
      .lean<Handoff[]>()

  const { get, liveOf } = records
  return {
    open,
    get,
    liveOf,
    liveOnes,
    lastOf,
    said,
    ...createOwning(tools),
    ...assigning,
    ...createClocks(tools),
    expectedWaitMinutes: () => expectedWaitMinutes(tools),
    handOver,
    facts: factsOf(records.model),
    personalData: personalDataOf(tools),
  }
}

export type Handoffs = ReturnType<typeof createHandoffs>

/** One that has just been opened, while nobody has it and no reply is owed. */
function blank({
  at,
  ...known
}: Pick<Handoff, '_id' | 'customerId' | 'chat' | 'reason' | 'words'> & { at: Date }): Handoff {
  const nobody = { ownerId: null, assignedId: null, seat: null, keptUntil: null, lapsedIds: [] }
  const unsaid = { firstReplyAt: null, lastSaid: null, lastReply: null, waitingSince: null, replyDueAt: null }
  const notOver = { resolvedAt: null, resolvedBy: null, closeReason: null }
  return {
    ...known,
    ...nobody,
    ...unsaid,
    ...notOver,
    version: 1,
    dirty: true,
    state: 'open',
    live: true,
    offers: 1,
    openedAt: at,
    claimedAt: null,
    waits: 0,
    raised: 0,
    lastAt: at,
    offHoursToldAt: null,
    history: [],
  }
}
