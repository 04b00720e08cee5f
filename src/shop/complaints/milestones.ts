import { afterOpenMinutes, afterWorkingMinutes } from '../profile/open-minutes.ts'
import { nextOpening } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Complaint } from './complaint.ts'

/**
 * What has to happen by when: the customer knows that it is on record, a person has it, a plan is made, it is resolved, and
 * the customer was asked again.
 */
export const milestones = ['acknowledged', 'person', 'plan', 'resolved', 'second-contact'] as const
export type Milestone = (typeof milestones)[number]
/** `since` names the clock: one that began anew has another. Instants are UTC. */
export type Due = { what: Milestone; since: Date; halfAt: Date; dueAt: Date }

type Clock = Pick<ShopProfile, 'opening' | 'holidays' | 'extraDays' | 'zone' | 'settings'>

/**
 * What of a complaint is still to be done, and by when, in its order. It is acknowledged at any hour, since nobody is needed
 * for it; where that failed, a person does it when the shop is open. A person is there within minutes of opening hours; plan
 * and resolution are counted in the hours of days on which the shop works, a Sunday or holiday stands still, and what would
 * be due while nobody is there is due when the shop opens. The second contact is made some days after the resolution.
 */
export function dueOf(complaint: Complaint, profile: Clock): Due[] {
  const { state, acknowledgedAt, claimedAt, unownedAt, plan, openedAt, resolvedAt } = complaint
  const { acknowledgedMinutes, personMinutes, planMinutes, resolvedMinutes } = profile.settings.complaint
  const { secondContactAfterDays, secondContactWithinDays } = profile.settings.complaint
  const working = (what: Milestone, since: Date, minutes: number, first = minutes / 2): Due => ({
    what,
    since,
    halfAt: whenOpen(profile, afterWorkingMinutes(profile, since, first)),
    dueAt: whenOpen(profile, afterWorkingMinutes(profile, since, minutes)),
  })
  if (state === 'closed') return []
  if (state === 'resolved' && resolvedAt) {
    const days = (many: number) => many * 24 * 60
    return [working('second-contact', resolvedAt, days(secondContactWithinDays), days(secondContactAfterDays))]
  }
  const told = whenOpen(profile, new Date(openedAt.getTime() + acknowledgedMinutes * 60_000))
  const acknowledged: Due = { what: 'acknowledged', since: openedAt, halfAt: told, dueAt: told }
  const person: Due = {
    what: 'person',
    since: unownedAt,
    halfAt: afterOpenMinutes(profile, unownedAt, personMinutes / 2),
    dueAt: afterOpenMinutes(profile, unownedAt, personMinutes),
  }
  return [
    ...(acknowledgedAt ? [] : [acknowledged]),
    ...(claimedAt ? [] : [person]),
    ...(plan ? [] : [working('plan', openedAt, planMinutes)]),
    working('resolved', openedAt, resolvedMinutes),
  ]
}

const whenOpen = (profile: Clock, at: Date) => nextOpening(profile, at).opensAt
