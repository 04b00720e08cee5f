import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Complaint } from './complaint.ts'
import { dueOf } from './milestones.ts'

type Due = {
  _id: string
  kind: string
  payload: Record<string, string | number>
  about: string
  dueAt: Date
  expiresAt: Date
}

/** A complaint is looked after for so long; the list in the terminal names it for ever. */
const lookedAfterMs = 60 * 24 * 60 * 60 * 1000

/**
 * What follows from a complaint: its card, again with every change; word to the customer; and at half and at the whole of
 * each time it is raised. The keys hold when the clock began, so that one that begins anew raises anew.
 */
export function complaintEffects(complaint: Complaint, profile: ShopProfile): Due[] {
  const { _id, version, openedAt, unownedAt, acknowledgedAt, resolvedAt, leftBy, state } = complaint
  const due = (what: string, kind: string, dueAt: Date, payload: Due['payload'] = {}): Due => ({
    _id: `complaint:${_id}:${what}`,
    kind,
    payload: { complaintId: _id, ...payload },
    about: _id,
    dueAt,
    expiresAt: new Date(dueAt.getTime() + lookedAfterMs),
  })
  const raise = (what: string, since: Date, share: number, dueAt: Date) =>
    due(`${what}:${since.getTime()}:${share}`, 'raise-complaint', dueAt, { what, since: since.getTime(), share })
  const tell = (what: string, at: Date) =>
    due(`${what}:${at.getTime()}`, 'tell-complainer', at, { what, at: at.getTime() })
  return [
    due(`v${version}`, 'show-complaint', openedAt),
    ...(acknowledgedAt ? [] : [tell('acknowledged', openedAt)]),
    ...(state === 'resolved' && resolvedAt ? [tell('resolved', resolvedAt)] : []),
    ...(leftBy ? [raise('left', unownedAt, 100, unownedAt)] : []),
    ...dueOf(complaint, profile).flatMap(({ what, since, halfAt, dueAt }) => [
      ...(halfAt < dueAt ? [raise(what, since, 50, halfAt)] : []),
      raise(what, since, 100, dueAt),
    ]),
  ]
}
