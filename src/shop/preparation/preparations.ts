import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import type { Appointments } from '../appointments/appointments.ts'
import { isDuplicate } from '../change.ts'
import { factsOf } from '../facts.ts'
import { type Preparation, preparationModel, type Tick } from './preparation.ts'

/** Getting ready for who is coming. Ticks are kept with who made them; the appointment itself is never touched. */
export function createPreparations({
  connection,
  clock,
  appointments,
}: {
  connection: Connection
  clock: Clock
  appointments: Appointments
}) {
  const model = preparationModel(connection)
  const get = (appointmentId: string) => model.findById(appointmentId).lean<Preparation>()

  /** The preparation of an appointment, begun if need be; `shown` is what its sheet is about to show. */
  async function open(appointmentId: string, shown: string): Promise<Preparation> {
    const fresh = { _id: appointmentId, version: 1, dirty: false, ticks: [], firstShown: shown }
    try {
      await model.create(fresh)
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return (await get(appointmentId)) ?? fresh
  }

  /** Ticks a line of a sheet off, or back on. False when there is nothing to prepare any more. */
  async function tick(appointmentId: string, key: string, by: string): Promise<boolean> {
    const appointment = await appointments.get(appointmentId)
    const known = await get(appointmentId)
    if (!known || appointment?.state !== 'booked') return false
    const { placement } = appointment
    const others = known.ticks.filter((one) => one.key !== key)
    const isReady = known.ticks.some((one) => one.key === key && (one.placement === placement || key.startsWith('p')))
    const ticks: Tick[] = isReady ? others : [...others, { key, placement, by, at: clock.now() }]
    const asRead = { _id: appointmentId, version: known.version }
    const { matchedCount } = await model.updateOne(asRead, { $set: { ticks, dirty: true }, $inc: { version: 1 } })
    return matchedCount === 1 || tick(appointmentId, key, by)
  }

  /** What has been got ready for these appointments. */
  async function ofAppointments(ids: string[]): Promise<Map<string, Preparation>> {
    const found = ids.length === 0 ? [] : await model.find({ _id: { $in: ids } }).lean<Preparation[]>()
    return new Map(found.map((one) => [one._id, one]))
  }

  return { get, open, tick, ofAppointments, facts: factsOf(model) }
}

export type Preparations = ReturnType<typeof createPreparations>
