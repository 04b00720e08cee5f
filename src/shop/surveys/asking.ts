import type { Connection, Model } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { isDuplicate } from '../change.ts'
import type { Profile } from '../profile/profile.ts'
import type { Visit } from '../visits/visit.ts'
import { type Survey, type SurveyKind, surveyIdOf, turnModel } from './survey.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Whom may be asked, and when: once about a visit, and no customer too often. */
export function createAsking({
  connection,
  model,
  clock,
  profile,
}: {
  connection: Connection
  model: Model<Survey>
  clock: Clock
  profile: Profile
}) {
  const turns = turnModel(connection)

  /** Opens the survey of a visit, or answers the one there is. */
  async function ask(visit: Visit, kind: SurveyKind): Promise<Survey | Refusal<'asked-lately'>> {
    const { survey } = (await profile.refresh()).settings
    const id = surveyIdOf(kind, visit._id)
    const known = await model.findById(id).lean<Survey>()
    if (known) return known
    const now = clock.now()
    const rarely = kind === 'nps' ? survey.npsOncePerDays : 0
    if (
      await wasAsked(visit.customerId, {
        any: daysBefore(now, survey.oncePerDays),
        kind,
        same: daysBefore(now, rarely),
      })
    )
      return refuse('asked-lately')
    if (!(await takeTurn(visit.customerId, id, { now, before: daysBefore(now, survey.oncePerDays) })))
      return refuse('asked-lately')
    const fresh: Survey = {
      _id: id,
      version: 1,
      kind,
      visitId: visit._id,
      customerId: visit.customerId,
      vehicleId: visit.vehicleId,
      advisorId: visit.advisorId,
      technicianId: visit.technicianId,
      itemIds: visit.done,
      state: 'asked',
      askedAt: now,
      expiresAt: new Date(now.getTime() + survey.expiresAfterMinutes * 60_000),
      answers: [],
      causes: [],
      comments: [],
      history: [],
    }
    try {
      await model.create(fresh)
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return (await model.findById(id).lean<Survey>()) ?? fresh
  }

  async function wasAsked(customerId: string, since: { any: Date; kind: SurveyKind; same: Date }): Promise<boolean> {
    const from = new Date(Math.min(since.any.getTime(), since.same.getTime()))
    const lately = await model
      .find({ customerId, askedAt: { $gt: from } }, { kind: 1, askedAt: 1 })
      .lean<Pick<Survey, 'kind' | 'askedAt'>[]>()
    return lately.some(({ kind, askedAt }) => askedAt > since.any || (kind === since.kind && askedAt > since.same))
  }

  /** Of two visits that come to be asked about at one instant, one gets the turn. */
  async function takeTurn(
    _id: string,
    surveyId: string,
    { now, before }: { now: Date; before: Date },
  ): Promise<boolean> {
    try {
      const { matchedCount, upsertedCount } = await turns.updateOne(
        { _id, $or: [{ askedAt: { $lte: before } }, { surveyId }] },
        { $set: { askedAt: now, surveyId } },
        { upsert: true },
      )
      return matchedCount + upsertedCount === 1
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  return { ask, turns }
}

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * dayMs)
