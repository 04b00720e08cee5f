import type { PersonalData } from '../personal-data.ts'
import type { Appointment } from './appointment.ts'
import type { Records } from './records.ts'

/** More appointments than any customer has. */
const most = 10_000

/** What appointments hold of a person: their words, pictures and history. */
export function personalDataOf(records: Records): PersonalData {
  return {
    name: 'appointments',
    exportOf: ({ customerId }) =>
      records.model.find({ customerId }).sort({ startsAt: 1 }).limit(most).lean<Appointment[]>(),
    /** The words go, the figures stay: what was booked when is the shop's own record, and names nobody any more. */
    async eraseOf({ customerId }) {
      await records.model.updateMany(
        { customerId },
        { $set: { concern: [], cancelReason: null, history: [], 'source.ref': null }, $inc: { version: 1 } },
      )
    },
  }
}
