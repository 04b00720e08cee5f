import type { Appointment } from '../appointments/appointment.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Visit } from './visit.ts'

type Due = { _id: string; kind: string; payload: Record<string, string>; about: string; dueAt: Date; expiresAt: Date }

/** A card nobody could be shown for so long is of no use. */
const shownWithinMs = 14 * 24 * 60 * 60 * 1000

/**
 * What follows from a visit: its card, again with every change; and from the delivery on the questions after it. Their
 * keys hold no version: a figure put right asks nobody twice.
 */
export function visitEffects(visit: Visit, { settings }: Pick<ShopProfile, 'settings'>): Due[] {
  const { _id, version, createdAt, delivery } = visit
  const shown: Due = {
    _id: `visit:${_id}:v${version}`,
    kind: 'show-visit',
    payload: { visitId: _id },
    about: _id,
    dueAt: createdAt,
    expiresAt: new Date((delivery?.at ?? createdAt).getTime() + shownWithinMs),
  }
  if (!delivery) return [shown]
  const { afterMinutes, npsAfterDays, expiresAfterMinutes } = settings.survey
  const ask = (kind: 'csat' | 'nps', minutes: number): Due => ({
    _id: `visit:${_id}:${kind}`,
    kind: 'ask-survey',
    payload: { visitId: _id, kind },
    about: _id,
    dueAt: minutesAfter(delivery.at, minutes),
    expiresAt: minutesAfter(delivery.at, minutes + expiresAfterMinutes),
  })
  return [shown, ask('csat', afterMinutes), ask('nps', npsAfterDays * 24 * 60)]
}

/** What follows from an arrival: the visit, wherever it was noted. */
export function arrivalEffects({ _id, state, endsAt }: Pick<Appointment, '_id' | 'state' | 'endsAt'>): Due[] {
  if (state !== 'arrived') return []
  const expiresAt = new Date(endsAt.getTime() + shownWithinMs)
  const payload = { appointmentId: _id }
  return [{ _id: `visit-of:${_id}`, kind: 'open-visit', payload, about: _id, dueAt: new Date(0), expiresAt }]
}

const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
