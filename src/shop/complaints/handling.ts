import { refuse } from '../../refusal.ts'
import { again, type ChangeComplaint, type Handled } from './changing.ts'
import type { Complaint, Owner } from './complaint.ts'
import { dueOf } from './milestones.ts'

/** What people of the shop do about a complaint, in its order. */
export function createHandling(change: ChangeComplaint) {
  /** Takes it on; whoever claims later takes it over. */
  const claim = (id: string, owner: Owner) =>
    change(
      id,
      owner.id,
      (complaint, at) => {
        if (complaint.state === 'closed') return refuse('complaint-over')
        const isTheirs = complaint.owner?.id === owner.id && complaint.claimedAt !== null
        return isTheirs ? {} : { ...taken(complaint, at), owner, claimedAt: at }
      },
      owner,
    )

  /** Takes it on while nobody has: whoever talks with the customer does. */
  const claimIfFree = (id: string, owner: Owner) =>
    change(
      id,
      owner.id,
      (complaint, at) => {
        if (complaint.state === 'closed') return refuse('complaint-over')
        return complaint.claimedAt ? {} : { ...taken(complaint, at), owner, claimedAt: at }
      },
      owner,
    )

  /** What will be done about it; whoever plans it has it. */
  const plan = (id: string, words: string, by: Owner) =>
    change(
      id,
      by.id,
      (complaint, at) => {
        if (complaint.state !== 'open') return refuse('complaint-over')
        if (complaint.plan?.words === words) return {}
        return { ...takenBy(by, complaint, at), plan: { words, at, by: by.id } }
      },
      by,
    )

  /** Done, by the shop's own word; the customer hears so, and can say that it is not. */
  const resolve = (id: string, by: Owner) =>
    change(
      id,
      by.id,
      (complaint, at) => {
        if (complaint.state === 'resolved') return {}
        if (complaint.state !== 'open') return refuse('complaint-over')
        return { ...takenBy(by, complaint, at), state: 'resolved', resolvedAt: at }
      },
      by,
    )

  /** The customer was asked again, not before some days have passed: only then it is closed, or goes on. */
  const secondContact = (id: string, satisfied: boolean, by: Owner): Handled =>
    change(
      id,
      by.id,
      (complaint, at, shop) => {
        const { state, secondContacts } = complaint
        if (state === 'closed') return refuse('complaint-over')
        const [due] = state === 'resolved' ? dueOf(complaint, shop) : []
        if (!due) return refuse('not-resolved')
        if (at < due.halfAt) return refuse('too-early', { earliest: due.halfAt.getTime() })
        const contacts = { secondContacts: [...secondContacts, { at, by: by.id, satisfied }] }
        return satisfied ? { ...contacts, state: 'closed', closedAt: at } : { ...contacts, ...again(complaint, at) }
      },
      by,
    )

  return { claim, claimIfFree, plan, resolve, secondContact }
}

/** Whoever takes it on speaks with the customer, who knows by then that it is on record. */
const taken = ({ acknowledgedAt }: Complaint, at: Date) => ({ acknowledgedAt: acknowledgedAt ?? at, leftBy: null })

const takenBy = (by: Owner, complaint: Complaint, at: Date) => ({
  ...taken(complaint, at),
  owner: complaint.owner ?? by,
  claimedAt: complaint.claimedAt ?? at,
})
