import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../clock.ts'
import { amend, isDuplicate } from '../change.ts'
import { joinedVisits } from './past-visits.ts'
import { readingsOf } from './readings.ts'
import type { Reckoning } from './reckoning.ts'
import { onTheList, type Reading, type Vehicle, type VehicleModel } from './vehicle.ts'

/**
 * Gives all cars of one customer to another. A car that is on both lists becomes one: the other's record ends and
 * leads to the receiver's, which then learns what it knew. The customer is changed last, so that a crash before repeats it all.
 */
export async function handOverVehicles(
  { records, clock, reckoning }: { records: VehicleModel; clock: Clock; reckoning: Reckoning['reckoning'] },
  fromCustomerId: string,
  toCustomerId: string,
): Promise<void> {
  const noted = { by: 'merge', at: clock.now() }
  const given = await records.find({ customerId: fromCustomerId }).lean<Vehicle[]>()
  for (const vehicle of given) await give(vehicle)

  async function give(vehicle: Vehicle): Promise<void> {
    if (vehicle.mergedInto)
      await amend<Vehicle>(
        records,
        vehicle.mergedInto,
        noted,
        reckoning<never>((known) => joined(known, vehicle)),
      )
    try {
      await amend<Vehicle>(records, vehicle._id, noted, () => ({ customerId: toCustomerId }))
    } catch (error) {
      if (!isDuplicate(error)) throw error
      const twin = await records
        .findOne({ customerId: toCustomerId, plate: vehicle.plate, ...onTheList })
        .lean<Vehicle>()
      const mergedInto = twin?._id ?? null
      const ended = await amend<Vehicle>(
        records,
        vehicle._id,
        noted,
        reckoning<never>(() => ({ mergedInto })),
      )
      if (ended) await give(ended)
    }
  }
}

/** What two records of one car know together; where they differ, the first is believed. */
function joined(known: Vehicle, other: Vehicle): Partial<Vehicle> {
  const told = (reading: Reading) => known.mileages.some((one) => isDeepStrictEqual(one, reading))
  const mileages = [...known.mileages, ...other.mileages.filter((reading) => !told(reading))]
  mileages.sort((a, b) => a.at.getTime() - b.at.getTime())
  return {
    model: known.model ?? other.model,
    vin: known.vin ?? other.vin,
    visits: joinedVisits(known.visits, other.visits),
    registeredOn: known.registeredOn ?? other.registeredOn,
    inspectionOn: known.inspectionOn ?? other.inspectionOn,
    insuranceOn: known.insuranceOn ?? other.insuranceOn,
    warrantyOn: known.warrantyOn ?? other.warrantyOn,
    declined: [...known.declined, ...other.declined.filter(({ id }) => !known.declined.some((one) => one.id === id))],
    ...readingsOf(mileages),
  }
}
