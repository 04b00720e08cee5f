import type { Clock } from '../../clock.ts'
import type { Advisor } from '../advisors/advisor.ts'
import type { Advisors } from '../advisors/advisors.ts'
import { dutyEndsAt, keepsUntil } from '../advisors/duty.ts'
import type { Customers } from '../customers/customers.ts'
import type { Profile } from '../profile/profile.ts'
import { choose, loadsOf, seatWithin } from './choosing.ts'
import { type Handoff, holderOf } from './handoff.ts'
import { mostAttempts, type Records } from './records.ts'
import { putUp } from './values.ts'

/** Rows of one look at the backlog; the next look sees the rest. */
const drainedAtOnce = 200

/** Offers handoffs to advisors, and takes them back from those who are not there. */
export function createAssigning(deps: {
  records: Records
  clock: Clock
  profile: Profile
  advisors: Advisors
  customers: Customers
}) {
  const { records, clock, profile, advisors, customers } = deps
  const { model } = records

  /**
   * Offers an open one to somebody, and takes a seat with them in the same write: of many at once, each advisor gets only
   * as many as they may have. One that nobody can take stays as it is. `null` when there is no such handoff.
   */
  async function assign(id: string): Promise<Handoff | null> {
    const first = await records.get(id)
    if (first?.state !== 'open' || first.assignedId) return first
    const shop = await profile.refresh()
    const now = clock.now()
    const [onDuty, preferred] = await Promise.all([advisors.onDuty(now), preferredFor(first)])
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const [read, seated] = await Promise.all([records.get(id), records.seated()])
      if (read?.state !== 'open' || read.assignedId) return read
      const { perAdvisor: most } = shop.settings.handoff
      const question = { handoffId: id, onDuty, preferred, lapsedIds: read.lapsedIds, loads: loadsOf(seated), most }
      const chosen = choose(question)
      if (!chosen) return read
      const seat = seatWithin(most, chosen._id, seated, id)
      const offered = { assignedId: chosen._id, seat, keptUntil: keepsUntil(chosen, shop, now), dirty: true }
      const written = await records.writeOver(read, 'assignment', offered)
      if (written) return written
    }
    throw new Error(`handoff ${id} lost the seat it wanted ${mostAttempts} times in a row`)
  }

  /** Who knows the customer: who had this handoff, or the last one if that was not long ago, and their advisor at visits. */
  async function preferredFor({ customerId, history }: Handoff): Promise<string[]> {
    const { reopenMinutes } = profile.current().settings.handoff
    const last = await model
      .findOne({ customerId, live: false, ownerId: { $gt: '' } })
      .sort({ openedAt: -1 })
      .lean<Handoff>()
    const since = clock.now().getTime() - reopenMinutes * 60_000
    const lastOwner = last?.resolvedAt && last.resolvedAt.getTime() >= since ? last.ownerId : null
    const atVisits = (await customers.get(customerId))?.advisorId ?? null
    const known = atVisits ? (await advisors.all()).filter(({ profileId }) => profileId === atVisits) : []
    const before = history.findLast(({ what, old }) => what === 'ownerId' && old !== null)?.old
    return [before, lastOwner, ...known.map(({ _id }) => _id)].filter((id) => typeof id === 'string')
  }

  /** Offers the backlog, oldest first: customers who wait, and whom nobody has. Answers those that somebody has now. */
  async function drain(): Promise<Handoff[]> {
    const assigned: Handoff[] = []
    for (const { _id, assignedId, waitingSince } of await waiting(drainedAtOnce)) {
      const tried = assignedId || !waitingSince ? null : await assign(_id)
      if (tried && holderOf(tried)) assigned.push(tried)
    }
    return assigned
  }

  /** Those that nobody has claimed, oldest first. */
  const waiting = (limit = 50) => model.find({ state: 'open' }).sort({ openedAt: 1 }).limit(limit).lean<Handoff[]>()

  /** Takes one back from this holder; `null` when somebody else has it by now. */
  async function takeBack(id: string, holder: string): Promise<Handoff | null> {
    const by = 'duty'
    const taken = await records.change<never>(id, by, (read) => (holderOf(read) === holder ? putUp(read) : {}))
    return taken && holderOf(taken) !== holder && taken.live ? taken : null
  }

  /** Somebody is gone: what they own or were offered is open, for others to take. Answers those. */
  async function releaseOf(advisorId: string): Promise<Handoff[]> {
    const theirs = (await records.seated()).filter((one) => holderOf(one) === advisorId)
    const released: Handoff[] = []
    for (const { _id } of theirs) {
      const taken = await takeBack(_id, advisorId)
      if (taken) released.push(taken)
    }
    return released
  }

  /** Releases what is with people who left the shop: what a crash while they left has left over. */
  async function releaseAbsent(): Promise<void> {
    const holders = new Set((await records.seated()).flatMap((one) => holderOf(one) ?? []))
    if (holders.size === 0) return
    const present = new Set((await advisors.all()).map(({ _id }) => _id))
    for (const holder of holders) if (!present.has(holder)) await releaseOf(holder)
  }

  /**
   * The holder's duty may be over: then somebody else is to take it, as nobody would answer. `later` when it is not over
   * yet; `null` when nobody has it. A break within the day changes nothing.
   */
  async function offDuty(id: string): Promise<Handoff | { later: Date } | null> {
    const read = await records.get(id)
    const holder = read && holderOf(read)
    if (!read || !holder) return null
    const now = clock.now()
    const advisor: Advisor | null = await advisors.get(holder)
    const endsAt = advisor && dutyEndsAt(advisor, await profile.refresh(), now)
    const until = endsAt ?? (read.keptUntil && advisor && read.keptUntil > now ? read.keptUntil : null)
    return until ? { later: until } : takeBack(id, holder)
  }

  return { assign, drain, waiting, releaseOf, releaseAbsent, offDuty }
}
