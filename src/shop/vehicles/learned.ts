import type { PastVisit } from '../care/facts.ts'
import { dayOf, instantOf } from '../profile/opening.ts'
import { withRecorded } from './past-visits.ts'
import { type Backwards, readingsOf, withReading } from './readings.ts'
import type { Reading, Vehicle } from './vehicle.ts'

/** Facts of a car as somebody's records have them; what is left out is not known there. */
export type CarFacts = {
  plate?: string
  vin?: string
  model?: string
  /** km, on a shop day where that is known. */
  mileage?: { km: number; on: string | null }
  visit?: Omit<PastVisit, 'id' | 'by'>
  registeredOn?: string
  inspectionOn?: string
  insuranceOn?: string
  warrantyOn?: string
}

type Noted = { at: Date; by: string; zone: string }

/** Minutes past midnight: a reading of which only the day is known is taken to be from its noon. */
const noon = 720

/**
 * What a car's record becomes by these facts: nothing when it knows them already. A reading is put in its place among
 * the others, and refused when it contradicts the one before or after it.
 */
export function learned(
  vehicle: Vehicle,
  { mileage, visit, ...plain }: CarFacts,
  noted: Noted,
): Partial<Vehicle> | Backwards {
  const reading = mileage ?? (visit && visit.km !== null ? { km: visit.km, on: visit.on } : null)
  const on = reading?.on ?? visit?.on ?? null
  const readings = reading ? read(vehicle.mileages, { km: reading.km, on }, noted) : vehicle.mileages
  if ('refused' in readings) return readings
  const visits = visit ? withRecorded(vehicle.visits, { id: null, ...visit, by: noted.by }) : vehicle.visits
  return {
    ...plain,
    ...(readings !== vehicle.mileages && readingsOf(readings)),
    ...(visits !== vehicle.visits && { visits }),
  }
}

function read(
  readings: Reading[],
  { km, on }: { km: number; on: string | null },
  { at: now, by, zone }: Noted,
): Reading[] | Backwards {
  // Without a day it is what the list says today: the newest reading, if that is not news.
  if (on === null && readings.at(-1)?.km === km) return readings
  if (on !== null && readings.some((one) => one.km === km && dayOf(zone, one.at) === on)) return readings
  const noonThen = on === null ? now : instantOf(zone, on, noon)
  return withReading(readings, { km, at: noonThen < now ? noonThen : now, by })
}
