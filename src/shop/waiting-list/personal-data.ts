import type { PersonalData } from '../personal-data.ts'
import type { Records } from './records.ts'

/** More wishes than any customer has. */
const most = 1_000

/** What the waiting list holds of a person: their wishes. */
export function personalDataOf({ model }: Records): PersonalData {
  return {
    name: 'waiting-list',
    exportOf: ({ customerId }) => model.find({ customerId }).sort({ onDays: 1 }).limit(most).lean(),
    /** All of it goes: a time that was kept for them runs out by itself. */
    async eraseOf({ customerId }) {
      await model.deleteMany({ customerId })
    },
  }
}
