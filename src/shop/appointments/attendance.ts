import { type Refusal, refuse } from '../../refusal.ts'
import type { Appointment, AppointmentState } from './appointment.ts'
import { mostAttempts, type Tools } from './tools.ts'

export type NotMarked = 'appointment-unknown' | 'not-booked'

/** What becomes of an appointment on its day. Each is idempotent; a state from which it cannot follow refuses. */
export function createAttendance({ records, days, clock }: Tools) {
  /** The customer is here; late ones too, after a no-show was noted. */
  const arrive = (id: string, by: string) => mark(id, { from: ['booked', 'no-show'], values: { state: 'arrived' }, by })
  /** The visit is over. */
  const complete = (id: string, by: string) =>
    mark(id, { from: ['booked', 'arrived'], values: { state: 'completed' }, by })
  /** What the customer answered when asked whether they will come, or that they were asked. */
  const reconfirm = (id: string, reconfirmed: Appointment['reconfirmed'], by: string) =>
    mark(id, { from: ['booked'], values: { reconfirmed }, by })

  /** The customer will come so many minutes late, and so will come. */
  const expectLate = (id: string, lateMinutes: number, by: string) =>
    mark(id, { from: ['booked'], values: { lateMinutes, reconfirmed: 'yes' }, by })

  /** The customer did not come; what is left of the time is free again. */
  async function miss(id: string, by: string): Promise<Appointment | Refusal<NotMarked>> {
    const missed = await mark(id, { from: ['booked'], values: { state: 'no-show' }, by })
    if ('_id' in missed) await days.free(missed.onDay, id)
    return missed
  }

  async function mark(
    id: string,
    { from, values, by }: { from: AppointmentState[]; values: Partial<Appointment>; by: string },
  ): Promise<Appointment | Refusal<NotMarked>> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const read = await records.get(id)
      if (!read) return refuse('appointment-unknown')
      if (Object.entries(values).every(([what, value]) => read[what as keyof Appointment] === value)) return read
      if (!from.includes(read.state)) return refuse('not-booked', { state: read.state })
      const marked = await records.change(read, { ...values, dirty: true }, { by, at: clock.now() })
      if (marked) return marked
    }
    throw new Error(`appointment ${id} was changed by others ${mostAttempts} times in a row`)
  }

  return { arrive, complete, reconfirm, expectLate, miss }
}
