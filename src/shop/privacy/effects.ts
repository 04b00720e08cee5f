import type { Erasure } from './erasure.ts'

type Due = { _id: string; kind: string; payload: { customerIds: string[] }; dueAt: Date; expiresAt: Date }

/** What was being written about the person in the moment of the erasure is written by then. */
const againAfterMs = 10 * 60 * 1000

/** What stands about an erased person outside of our records is taken down: at once, and once more a little later. */
export function erasureEffects({ _id, customerIds, erasedAt, askedAt }: Erasure): Due[] {
  const at = erasedAt ?? askedAt
  return [0, againAfterMs].map((afterMs, i) => ({
    _id: `erased:${_id}:${i + 1}`,
    kind: 'forget-customer',
    payload: { customerIds },
    dueAt: new Date(at.getTime() + afterMs),
    expiresAt: farAway,
  }))
}

/** A promise to forget does not expire. */
const farAway = new Date('9999-01-01T00:00:00Z')
