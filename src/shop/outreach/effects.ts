import type { Appointment } from '../appointments/appointment.ts'

type Due = {
  _id: string
  kind: 'credit-outreach'
  payload: { appointmentId: string }
  about: string
  dueAt: Date
  expiresAt: Date
}

/** Numbers may be put right for so long. */
const creditableMs = 30 * 24 * 60 * 60 * 1000

/** A booked visit is credited, once, to whatever won the customer for it. */
export function creditEffects({ _id, state, createdAt }: Appointment): Due[] {
  if (state !== 'booked') return []
  const expiresAt = new Date(createdAt.getTime() + creditableMs)
  const payload = { appointmentId: _id }
  return [
    { _id: `appointment:${_id}:credit`, kind: 'credit-outreach', payload, about: _id, dueAt: createdAt, expiresAt },
  ]
}
