import type { Appointment } from '../appointments/appointment.ts'
import { dayOf } from '../profile/opening.ts'

/** Something to be done on the agenda, as plain data; `kind` names the job. */
export type Due = {
  _id: string
  kind: string
  payload: Record<string, unknown>
  about: string
  dueAt: Date
  expiresAt: Date
}

/** A look for somebody to offer a freed time to is of use for as long as the day lasts. */
const dayMs = 24 * 60 * 60 * 1000

/**
 * The looks at the waiting list that an appointment gives rise to: one for every time it gave back, by moving, being
 * cancelled or not being kept. The history tells them all, so that nothing is lost when the appointment changes again
 * before anybody looks. Keys are made from it: the same look is put on the agenda once.
 */
export function freedBy(appointment: Pick<Appointment, '_id' | 'startsAt' | 'history'>, zone: string): Due[] {
  let startsAt = appointment.startsAt
  return appointment.history.toReversed().flatMap(({ what, old, new: now, at }) => {
    const moved = what === 'startsAt' && old instanceof Date
    const ended = what === 'state' && (now === 'cancelled' || now === 'no-show')
    if (moved) startsAt = old
    if (!moved && !ended) return []
    return [
      {
        _id: `freed:${appointment._id}:${what}:${at.getTime()}`,
        kind: 'offer-time',
        payload: { onDay: dayOf(zone, startsAt) },
        about: appointment._id,
        dueAt: at,
        expiresAt: new Date(Math.max(at.getTime(), startsAt.getTime()) + dayMs),
      },
    ]
  })
}
