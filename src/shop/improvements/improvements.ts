import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend } from '../change.ts'
import { addDays, dayOf, daysBetween, instantOf } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import { type Improvement, improvementModel, type Measured, type Share } from './improvement.ts'

/** What was before is compared with what came after over as many days, so many at most. */
const comparedAtMostDays = 90
const listedAtMost = 100

/** The door to what the shop does about what customers say. `count` tells how often a reason was given in a span (UTC). */
export function createImprovements(deps: {
  connection: Connection
  clock: Clock
  profile: Profile
  count(measured: Measured, span: { from: Date; to: Date }): Promise<Share>
}) {
  const { clock, profile, count } = deps
  const model = improvementModel(deps.connection)

  /** Notes what is to be done about a reason, by whom, and from which shop day on. */
  async function open(
    plan: Pick<Improvement, 'measured' | 'what' | 'who' | 'fromOn'>,
    by: string,
  ): Promise<Improvement> {
    const createdAt = clock.now()
    const history = [{ at: createdAt, by, what: 'state', old: null, new: 'open' }]
    const fresh: Improvement = {
      ...plan,
      _id: newId('imp'),
      version: 1,
      state: 'open',
      outcome: null,
      history,
      createdAt,
    }
    await model.create(fresh)
    return fresh
  }

  /** It is done, or given up: in whoever's words. */
  async function close(id: string, outcome: string, by: string): Promise<Improvement | Refusal<'improvement-unknown'>> {
    const closed = await amend<Improvement>(model, id, { by, at: clock.now() }, () => ({ state: 'done', outcome }))
    return closed ?? refuse('improvement-unknown')
  }

  /** How often the reason was given before it began and since then, over as many days; `after` is `null` before its first day is over. */
  async function effectOf({
    measured,
    fromOn,
  }: Improvement): Promise<{ days: number; before: Share; after: Share | null }> {
    const { zone } = await profile.refresh()
    const passed = Math.min(comparedAtMostDays, daysBetween(fromOn, dayOf(zone, clock.now())))
    const days = passed > 0 ? passed : comparedAtMostDays
    const at = (onDay: string) => instantOf(zone, onDay, 0)
    const before = await count(measured, { from: at(addDays(fromOn, -days)), to: at(fromOn) })
    const after = passed > 0 ? await count(measured, { from: at(fromOn), to: at(addDays(fromOn, days)) }) : null
    return { days, before, after }
  }

  /** All of them, the newest first. */
  const all = () => model.find().sort({ createdAt: -1 }).limit(listedAtMost).lean<Improvement[]>()

  return { open, close, effectOf, all }
}

export type Improvements = ReturnType<typeof createImprovements>
