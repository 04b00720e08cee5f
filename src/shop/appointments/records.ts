import type { Connection, QueryFilter } from 'mongoose'
import { type Change, isDuplicate } from '../change.ts'
import type { Entry } from '../days/shop-day.ts'
import { type Appointment, appointmentModel } from './appointment.ts'

/** What a person reading the history wants to see; counters and mirrored times tell them nothing. */
const toldInHistory: (keyof Appointment)[] = [
  'state',
  'startsAt',
  'advisorId',
  'reconfirmed',
  'lateMinutes',
  'cancelReason',
]

/** Appointments in the database: every change is one write, on the version that was read. */
export function createRecords({ connection }: { connection: Connection }) {
  const model = appointmentModel(connection)
  const get = (id: string) => model.findById(id).lean<Appointment>()

  /** Stores a new one; false when its id is taken. */
  async function insert(appointment: Appointment): Promise<boolean> {
    try {
      await model.create(appointment)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** Writes new values with their history over what was read; `null` when another write came first. */
  function change(read: Appointment, values: Partial<Appointment>, { by, at }: { by: string; at: Date }) {
    const lines = toldInHistory
      .filter((what) => what in values && String(values[what]) !== String(read[what]))
      .map((what): Change => ({ at, by, what, old: read[what], new: values[what] }))
    return model
      .findOneAndUpdate(
        { _id: read._id, version: read.version } as QueryFilter<Appointment>,
        { $set: values, $inc: { version: 1 }, $push: { history: { $each: lines } } },
        { returnDocument: 'after' },
      )
      .lean<Appointment>()
  }

  return { model, get, insert, change }
}

export type Records = ReturnType<typeof createRecords>

/** Where and when, as the day's entry says, for the appointment to mirror. */
export function placeOf(onDay: string, entry: Entry) {
  const { placement, startsAt, endsAt, bayId, technicianId, advisorId } = entry
  return { onDay, placement, startsAt, endsAt, bayId, technicianId, advisorId }
}
