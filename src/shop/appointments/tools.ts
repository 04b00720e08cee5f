import type { Clock } from '../../clock.ts'
import type { Days } from '../days/days.ts'
import type { Profile } from '../profile/profile.ts'
import type { Records } from './records.ts'

/** What every act on an appointment works with. `mend` finishes a change of it that was left half done. */
export type Tools = {
  records: Records
  days: Days
  profile: Profile
  clock: Clock
  mend(appointmentId: string): Promise<void>
}

/** A lost race is run again on what is true by then; each round lets one writer through, so only a bug gets this far. */
export const mostAttempts = 50
