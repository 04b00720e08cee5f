import { refuse } from '../../refusal.ts'
import { again, type ChangeComplaint, type Handled } from './changing.ts'
import { isSame, type Said } from './complaint.ts'

/** More messages than a flood of them holds; what it says is said by then. */
const piecesAtMost = 500

/** What the customer does about a complaint of theirs. */
export function createTelling(change: ChangeComplaint) {
  /** Adds what was said, as it was said; the same message adds nothing. What was held to be done goes on with it. */
  const hear = (id: string, said: Said[], by: string): Handled =>
    change(id, by, (complaint, at) => {
      const known = complaint.said
      const isKnown = (one: Said) => known.some((other) => isSame(one, other))
      const news = said.filter((one) => !isKnown(one)).slice(0, Math.max(0, piecesAtMost - known.length))
      if (news.length === 0) return {}
      return { said: [...known, ...news], ...(complaint.state === 'open' ? {} : again(complaint, at)) }
    })

  /** One tap: it is not resolved after all. The same owner goes on with it. */
  const reopen = (id: string, customerId: string, by: string): Handled =>
    change(id, by, (complaint, at) => {
      if (complaint.customerId !== customerId) return refuse('complaint-unknown')
      return complaint.state === 'open' ? {} : again(complaint, at)
    })

  /** They want to be called: nobody who wants that is held to be content. */
  const askForCall = (id: string, by: string): Handled =>
    change(id, by, (complaint, at) => ({
      wantsCall: true,
      ...(complaint.state === 'open' ? {} : again(complaint, at)),
    }))

  /** They were told that it is on record. */
  const acknowledge = (id: string, by: string): Handled =>
    change(id, by, ({ acknowledgedAt }, at) => (acknowledgedAt ? {} : { acknowledgedAt: at }))

  /** What is known of it elsewhere has changed: what the shop sees of it is drawn anew. */
  const showAnew = (id: string, by: string): Handled => change(id, by, () => ({ dirty: true }))

  return { hear, reopen, askForCall, acknowledge, showAnew }
}
