import type { Words } from '../profile/shop-profile.ts'
import { type CareFacts, type CareShop, type DeclinedService, type Paper, papers } from './facts.ts'
import { type ServiceDue, serviceDue, type Unreckoned } from './service-due.ts'

/**
 * Something a vehicle needs on a shop day, with everything that explains it. `key` names the cause for as long as it
 * stands: it stays the same while a new reading moves the day, and is another once the work has been done.
 */
export type Due = ServiceDue | PaperDue | DeclinedDue
export type PaperDue = { cause: Paper; key: string; dueOn: string }
export type DeclinedDue = {
  cause: 'declined'
  key: string
  dueOn: string
  itemId: string
  what: Words
  declinedOn: string
}
export type Cause = Due['cause']

/** What is due, the earliest first; `unreckoned` says why there is no next service among it. */
export type Care = { dues: Due[]; unreckoned: Unreckoned | null }

/** What a vehicle is due for. One that its customer has no longer is due for nothing. It does not depend on today. */
export function careOf(facts: CareFacts, shop: CareShop): Care {
  if (facts.soldAt || facts.removedAt || facts.mergedInto) return { dues: [], unreckoned: null }
  const service = serviceDue(facts, shop)
  const ends = { inspection: facts.inspectionOn, insurance: facts.insuranceOn, warranty: facts.warrantyOn }
  const dated = papers.flatMap((cause): PaperDue[] => {
    const dueOn = ends[cause]
    return dueOn ? [{ cause, key: `${cause}:${dueOn}`, dueOn }] : []
  })
  const declined = facts.declined
    .filter((one) => isOpen(one, facts))
    .map(({ id, itemId, what, on, backOn }): DeclinedDue => {
      return { cause: 'declined', key: `declined:${id}`, dueOn: backOn, itemId, what, declinedOn: on }
    })
  const dues = [...('dueOn' in service ? [service] : []), ...dated, ...declined]
  return {
    dues: dues.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
    unreckoned: 'unreckoned' in service ? service.unreckoned : null,
  }
}

/** Whether declined work still comes back: nobody settled it, no later visit did it, and none advised it once more. */
function isOpen({ itemId, visitId, on, settledAt }: DeclinedService, { visits, declined }: CareFacts): boolean {
  if (settledAt) return false
  const isDone = visits.some((visit) => visit.id !== visitId && visit.on >= on && visit.items.includes(itemId))
  return !isDone && !declined.some((other) => other.itemId === itemId && other.on > on)
}
