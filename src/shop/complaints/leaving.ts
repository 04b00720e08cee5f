import type { Clock } from '../../clock.ts'
import type { Advisors } from '../advisors/advisors.ts'
import { amend } from '../change.ts'
import { type Complaint, type ComplaintModel, notClosed } from './complaint.ts'

/** Whoever types the operator's commands never leaves. */
const operator = 'operator'

/** Nothing stays with who is no longer with the shop. */
export function createLeaving(deps: {
  model: ComplaintModel
  clock: Clock
  advisors: Pick<Advisors, 'all'>
  most: number
}) {
  const { model, clock, advisors, most } = deps

  /** The owner has left: nobody has their complaints now, and that is raised at once. May be repeated. */
  async function releaseOf(ownerId: string): Promise<void> {
    const theirs = await model.find({ 'owner.id': ownerId, ...notClosed }, { _id: 1 }).lean()
    const at = clock.now()
    for (const { _id } of theirs) {
      await amend<Complaint>(model, _id, { by: ownerId, at }, ({ owner }) =>
        owner?.id === ownerId ? { owner: null, claimedAt: null, unownedAt: at, leftBy: owner.name, dirty: true } : {},
      )
    }
  }

  /** Releases what a crash left with somebody who has gone. */
  async function releaseAbsent(): Promise<void> {
    const owned = await model
      .find({ ...notClosed, 'owner.id': { $gt: '' } }, { owner: 1 })
      .limit(most)
      .lean<Complaint[]>()
    const owners = new Set(owned.flatMap(({ owner }) => (owner && owner.id !== operator ? owner.id : [])))
    if (owners.size === 0) return
    const present = new Set((await advisors.all()).map(({ _id }) => _id))
    for (const owner of owners) if (!present.has(owner)) await releaseOf(owner)
  }

  return { releaseOf, releaseAbsent }
}
