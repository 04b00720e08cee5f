import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend, insertAbsent } from '../change.ts'
import type { PersonalData } from '../personal-data.ts'
import { type Outreach, type OutreachAnswer, outreachIdOf, outreachModel } from './outreach.ts'
import { createReckoning } from './reckoning.ts'

export type Planned = Pick<Outreach, 'customerId' | 'vehicleId' | 'cause' | 'ref' | 'attempt' | 'itemIds' | 'why'> &
  Partial<Pick<Outreach, 'by' | 'advisorId'>> & { key: string }
export type Unknown = Refusal<'outreach-unknown'>

/** A visit booked so long after the last outreach owes nothing to it any more. */
const creditedMs = 30 * 24 * 60 * 60 * 1000

/** The door to attempts to win a customer for a visit. Every act may be repeated. */
export function createOutreaches({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = outreachModel(connection)
  const get = (id: string) => model.findById(id).lean<Outreach>()

  /** Writes down attempts before anything is sent; one with the same key is there already, and stays. */
  async function plan(all: Planned[]): Promise<Outreach[]> {
    const plannedAt = clock.now()
    const fresh = all.map(({ key, ...known }): Outreach => {
      const blank = { by: 'chat', advisorId: null, state: 'planned', reason: null, sentAt: null, answer: null } as const
      const led = { blockedAt: null, appointmentId: null, bookedAt: null, history: [] }
      return { ...blank, ...led, ...known, _id: outreachIdOf(key), version: 1, plannedAt }
    })
    await insertAbsent(model, fresh)
    return fresh
  }

  /** What became of sending it. Told again, the first word stands, but that it was sent after all. */
  async function told(id: string, outcome: { sentAt: Date } | { unsent: string }): Promise<void> {
    if ('sentAt' in outcome) {
      const { sentAt } = outcome
      await model.updateOne({ _id: id, sentAt: null }, { $set: { state: 'sent', sentAt, reason: null } })
    } else {
      await model.updateOne({ _id: id, state: 'planned' }, { $set: { state: 'unsent', reason: outcome.unsent } })
    }
  }

  /** The customer's answer; a later one replaces it, and the history has both. */
  async function answer(
    id: string,
    given: Pick<OutreachAnswer, 'what'> & Partial<OutreachAnswer>,
    by: string,
  ): Promise<Outreach | Unknown> {
    const at = clock.now()
    const changed = await amend<Outreach>(model, id, { by, at, told: ['answer'] }, ({ answer: before }) => {
      const kept = before?.what === given.what ? before : null
      const blank = { declineReason: null, words: '', again: null }
      return { answer: { ...blank, ...kept, at: kept?.at ?? at, ...given } }
    })
    return changed ?? refuse('outreach-unknown')
  }

  /** An advisor has called: whom they reached counts as told, with what was answered; whom not, as not. */
  async function called(
    id: string,
    advisorId: string,
    given: (Pick<OutreachAnswer, 'what'> & Partial<OutreachAnswer>) | null,
  ): Promise<void> {
    await model.updateOne({ _id: id }, { $set: { advisorId } })
    await told(id, given ? { sentAt: clock.now() } : { unsent: 'nobody answered the phone' })
    if (given) await answer(id, given, advisorId)
  }

  /**
   * Credits a booked visit: to the outreach it was booked from, else to the last one that reached the customer within
   * 30 days. One visit is credited once, and one outreach with one visit.
   */
  async function credit(
    { customerId, appointmentId, bookedAt }: { customerId: string; appointmentId: string; bookedAt: Date },
    outreachId: string | null,
  ): Promise<string | null> {
    const before = await model.findOne({ appointmentId }, { _id: 1 }).lean<Pick<Outreach, '_id'>>()
    if (before) return before._id
    const since = new Date(bookedAt.getTime() - creditedMs)
    const last =
      outreachId === null
        ? await model
            .findOne({ customerId, plannedAt: { $gte: since, $lte: bookedAt }, state: 'sent', appointmentId: null })
            .sort({ plannedAt: -1 })
            .lean<Outreach>()
        : await get(outreachId)
    if (!last) return null
    await model.updateOne({ _id: last._id, appointmentId: null }, { $set: { appointmentId, bookedAt } })
    return last._id
  }

  /** The customer has blocked the bot: that is the answer to what they got last, within a day. */
  async function blockedBy(customerId: string): Promise<void> {
    const at = clock.now()
    const since = new Date(at.getTime() - 24 * 60 * 60 * 1000)
    const last = await model
      .findOne({ customerId, plannedAt: { $gte: new Date(since.getTime() - creditedMs) }, sentAt: { $gte: since } })
      .sort({ plannedAt: -1 })
      .lean<Outreach>()
    if (last) await model.updateOne({ _id: last._id, blockedAt: null }, { $set: { blockedAt: at } })
  }

  /** What a customer was told last, the newest first. */
  const lastOf = (customerId: string, limit: number) =>
    model.find({ customerId }).sort({ plannedAt: -1 }).limit(limit).lean<Outreach[]>()

  /**
   * How often each of these customers was told something else than `ref` since an instant, or is about to be; who was not
   * is left out.
   */
  async function toldSince(ref: string, customerIds: string[], since: Date): Promise<Map<string, number>> {
    const told = await model
      .find(
        {
          customerId: { $in: customerIds },
          plannedAt: { $gte: since },
          ref: { $ne: ref },
          by: 'chat',
          state: { $in: ['planned', 'sent'] },
        },
        { customerId: 1 },
      )
      .lean<Pick<Outreach, 'customerId'>[]>()
    const counts = new Map<string, number>()
    for (const { customerId } of told) counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
    return counts
  }

  /** Which of these customers a campaign or a chain was meant for already; what is only planned may have got no further. */
  async function toldOf(ref: string, customerIds: string[]): Promise<Set<string>> {
    const told = await model
      .find({ customerId: { $in: customerIds }, ref, state: { $ne: 'planned' } }, { customerId: 1 })
      .lean<Pick<Outreach, 'customerId'>[]>()
    return new Set(told.map(({ customerId }) => customerId))
  }

  /** What these vehicles were reached out for, by vehicle, the first attempt first. */
  async function chainsOf(vehicleIds: string[]): Promise<Map<string, Outreach[]>> {
    const all = await model
      .find({ vehicleId: { $in: vehicleIds } })
      .sort({ plannedAt: 1 })
      .lean<Outreach[]>()
    const chains = new Map<string, Outreach[]>()
    for (const one of all) {
      const id = one.vehicleId ?? ''
      chains.set(id, [...(chains.get(id) ?? []), one])
    }
    return chains
  }

  /** Calls that were handed to people since an instant. */
  const callsPlannedSince = (since: Date) => model.countDocuments({ plannedAt: { $gte: since }, by: 'call' }).exec()

  /** The attempts of a chain, the first first. */
  const chainOf = (vehicleId: string, ref: string) =>
    model.find({ vehicleId, ref }).sort({ attempt: 1 }).limit(20).lean<Outreach[]>()

  /** Gives everything of one customer to another; may run again. */
  async function handOver(from: string, to: string): Promise<void> {
    await model.updateMany({ customerId: from }, { $set: { customerId: to } })
  }

  const personalData: PersonalData = {
    name: 'outreaches',
    exportOf: ({ customerId }) => model.find({ customerId }).limit(1_000).lean(),
    /** What is counted stays, without the person. */
    async eraseOf({ customerId }) {
      const nobody = { customerId: '', vehicleId: null, why: null, history: [] }
      await model.updateMany({ customerId, answer: { $ne: null } }, { $set: { 'answer.words': '' } })
      await model.updateMany({ customerId }, { $set: nobody })
    },
  }

  return {
    get,
    plan,
    told,
    answer,
    called,
    credit,
    blockedBy,
    lastOf,
    toldSince,
    toldOf,
    chainOf,
    chainsOf,
    callsPlannedSince,
    handOver,
    ...createReckoning({ model }),
    personalData,
  }
}

export type Outreaches = ReturnType<typeof createOutreaches>
