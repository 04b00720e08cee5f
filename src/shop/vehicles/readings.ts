import { type Refusal, refuse } from '../../refusal.ts'
import type { Reading, Vehicle } from './vehicle.ts'

/** `detail` has the reading given, `km`, and the one it contradicts, `lastKm`. */
export type Backwards = Refusal<'mileage-backwards'>

/**
 * A reading put in its place among the others, the oldest first. One that contradicts the one before or after it is
 * refused, unless somebody `confirmed` it: a slip then, or a new instrument.
 */
export function withReading(
  readings: Reading[],
  reading: Reading,
  { confirmed = false }: { confirmed?: boolean } = {},
): Reading[] | Backwards {
  const before = readings.filter((one) => one.at <= reading.at)
  const after = readings.filter((one) => one.at > reading.at)
  const { km } = reading
  const previous = before.at(-1)
  if (!confirmed && previous && km < previous.km) return refuse('mileage-backwards', { km, lastKm: previous.km })
  const next = after[0]
  if (!confirmed && next && km > next.km) return refuse('mileage-backwards', { km, lastKm: next.km })
  return [...before, reading, ...after]
}

/** The readings as a vehicle keeps them, with the last one in front. */
export function readingsOf(mileages: Reading[]): Pick<Vehicle, 'mileages' | 'mileageKm' | 'mileageAt'> {
  const last = mileages.at(-1)
  return { mileages, mileageKm: last?.km ?? null, mileageAt: last?.at ?? null }
}
