import { afterOpenMinutes } from '../profile/open-minutes.ts'
import { nextOpening } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Handoff } from './handoff.ts'
import { waitMinutes } from './values.ts'

type Due = {
  _id: string
  kind: string
  payload: { handoffId: string; wait?: number }
  about: string
  dueAt: Date
  expiresAt: Date
}

/** A shop that stood still for a month still ends what is over. */
const lookedAfterMs = 30 * 24 * 60 * 60 * 1000

/** Ends of which the customer hears nothing: their chat goes on in another handoff, or they are gone. */
const silentEnds = ['merged', 'erased']

/**
 * What follows from a handoff. Keys are made from what happened – the version shown, the wait, the offer, the end – so
 * that each is done once, however often it is put.
 */
export function handoffEffects(handoff: Handoff, profile: ShopProfile): Due[] {
  const { _id, version, live, state, assignedId, waitingSince, waits, raised, offers, keptUntil, lastAt } = handoff
  const due = (what: string, kind: string, dueAt: Date, wait?: number): Due => {
    const payload = { handoffId: _id, ...(wait !== undefined && { wait }) }
    const expiresAt = new Date(dueAt.getTime() + lookedAfterMs)
    return { _id: `handoff:${_id}:${what}`, kind, payload, about: _id, dueAt, expiresAt }
  }
  const shown = due(`v${version}`, 'show-handoff', lastAt)
  if (!live) {
    const over = handoff.resolvedAt ?? lastAt
    const told = silentEnds.includes(handoff.closeReason ?? '') ? [] : [due('end', 'end-handoff', over)]
    return [shown, ...told, due('drain', 'drain-handoffs', over)]
  }
  const complains = handoff.reason === 'complaint' && handoff.ownerId !== null
  const isUpForTaking = state === 'open' && assignedId === null && waitingSince !== null
  return [
    shown,
    ...(complains ? [due(`complaint:${handoff.ownerId}`, 'claim-complaint', lastAt)] : []),
    ...(isUpForTaking ? [due(`assign${offers}`, 'assign-handoff', nextOpening(profile, lastAt).opensAt)] : []),
    ...(waitingSince && raised < 100
      ? [due(`wait${waits}`, 'handoff-waits', halfOfWaitAt(handoff, profile), waits)]
      : []),
    ...(waitingSince ? [] : [due(`idle${waits}`, 'handoff-idle', idleAt(handoff, profile))]),
    ...(keptUntil ? [due(`duty${keptUntil.getTime()}`, 'handoff-off-duty', keptUntil)] : []),
  ]
}

/** When the first half of the wait is over (UTC), in opening hours; all of it is over at `replyDueAt`. */
export function halfOfWaitAt(
  handoff: Pick<Handoff, 'waitingSince' | 'openedAt' | 'firstReplyAt'>,
  profile: ShopProfile,
): Date {
  return afterOpenMinutes(profile, handoff.waitingSince ?? handoff.openedAt, waitMinutes(handoff, profile) / 2)
}

function idleAt({ lastAt }: Handoff, { settings }: ShopProfile): Date {
  return new Date(lastAt.getTime() + settings.handoff.idleMinutes * 60_000)
}
