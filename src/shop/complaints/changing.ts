import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend } from '../change.ts'
import type { Profile } from '../profile/profile.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Tasks } from '../tasks/tasks.ts'
import type { Complaint, ComplaintModel, Owner } from './complaint.ts'
import { type Due, dueOf } from './milestones.ts'

export type NotHandled = 'complaint-unknown' | 'complaint-over' | 'not-resolved' | 'too-early'
export type Handled = Promise<Complaint | Refusal<NotHandled>>

/** How a complaint is changed, whoever does it. */
export function createChanging(deps: {
  model: ComplaintModel
  clock: Clock
  profile: Profile
  tasks: Pick<Tasks, 'finish'>
}) {
  const { model, clock, profile, tasks } = deps

  /** Writes what `values` decides on what is true by then. A task that stood for what is done now is done with it, by `owner`. */
  return async function change(
    id: string,
    by: string,
    values: (complaint: Complaint, at: Date, shop: ShopProfile) => Partial<Complaint> | Refusal<NotHandled>,
    owner?: Owner,
  ): Handled {
    const at = clock.now()
    const shop = await profile.refresh()
    const seen: Complaint[] = []
    const changed = await amend<Complaint, Refusal<NotHandled>>(model, id, { by, at }, (complaint) => {
      seen.push(complaint)
      const next = values(complaint, at, shop)
      return 'refused' in next || Object.keys(next).length === 0 ? next : { ...next, dirty: true }
    })
    const before = seen.at(-1)
    if (!changed || !before) return refuse('complaint-unknown')
    if ('refused' in changed) return changed
    const still = dueOf(changed, shop).map((one) => taskIdOf(changed, one))
    const done = dueOf(before, shop).map((one) => taskIdOf(changed, one))
    for (const task of done.filter((one) => !still.includes(one))) await tasks.finish(task, 'done', owner)
    return changed
  }
}

export type ChangeComplaint = ReturnType<typeof createChanging>

/** The task that stands for what was not done in time. */
export const taskIdOf = ({ _id }: Pick<Complaint, '_id'>, { what, since }: Pick<Due, 'what' | 'since'>) =>
  `complaint:${_id}:${what}:${since.getTime()}`

/** Open once more: the clocks begin anew, and who had it has to take it on again. */
export function again({ rounds }: Complaint, at: Date): Partial<Complaint> {
  const anew = { claimedAt: null, unownedAt: at, plan: null, resolvedAt: null, closedAt: null }
  return { state: 'open', rounds: rounds + 1, openedAt: at, ...anew }
}
