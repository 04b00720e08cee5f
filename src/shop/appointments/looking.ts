import type { Clock } from '../../clock.ts'
import type { Appointment } from './appointment.ts'
import type { Records } from './records.ts'

/** Questions about many appointments at once. */
export function createLooking({ records, clock }: { records: Pick<Records, 'model'>; clock: Clock }) {
  /** Which of these customers have a visit before them. */
  async function bookedAmong(customerIds: string[]): Promise<Set<string>> {
    const booked = await records.model
      .find({ customerId: { $in: customerIds }, startsAt: { $gte: clock.now() }, state: 'booked' }, { customerId: 1 })
      .lean<Pick<Appointment, 'customerId'>[]>()
    return new Set(booked.map(({ customerId }) => customerId))
  }

  /** Of these appointments, those whose customer came. */
  async function arrivedAmong(ids: string[]): Promise<Set<string>> {
    const came = await records.model
      .find({ _id: { $in: ids }, state: { $in: ['arrived', 'completed'] } }, { _id: 1 })
      .lean<Pick<Appointment, '_id'>[]>()
    return new Set(came.map(({ _id }) => _id))
  }

  return { bookedAmong, arrivedAmong }
}
