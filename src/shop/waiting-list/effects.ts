import { instantOf } from '../profile/opening.ts'
import type { Due } from './freed.ts'
import type { Waiting } from './waiting.ts'

/**
 * What follows from a place on the waiting list. Whoever waits makes the days be looked at: there may be room already,
 * or a hold that runs out. An offer is told, and ends. Keys carry the version or the offer, so that each is done once.
 */
export function waitingEffects({ _id, version, state, onDays, offer }: Waiting, zone: string): Due[] {
  if (state !== 'offered' || !offer) {
    // Whatever changed, the time that was kept may be somebody else's now.
    return onDays.map((onDay) => ({
      _id: `waiting:${_id}:v${version}:look:${onDay}`,
      kind: 'offer-time',
      payload: { onDay },
      about: _id,
      dueAt: new Date(0),
      expiresAt: instantOf(zone, onDay, 1_440),
    }))
  }
  const { appointmentId, tellAt, expiresAt } = offer
  const payload = { waitingId: _id, appointmentId }
  return [
    { _id: `offer:${appointmentId}:tell`, kind: 'tell-offer', payload, about: _id, dueAt: tellAt, expiresAt },
    {
      _id: `offer:${appointmentId}:expires`,
      kind: 'offer-expires',
      payload,
      about: _id,
      dueAt: expiresAt,
      // A shop that stood still for a month still ends its offers.
      expiresAt: new Date(expiresAt.getTime() + 30 * 24 * 60 * 60 * 1000),
    },
  ]
}
