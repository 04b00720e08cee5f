import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend, isDuplicate } from '../change.ts'
import type { PersonalData } from '../personal-data.ts'
import type { Profile } from '../profile/profile.ts'
import { handOverVehicles } from './hand-over.ts'
import { createListing } from './listing.ts'
import { type Backwards, readingsOf } from './readings.ts'
import { createReckoning } from './reckoning.ts'
import { newVehicle, onTheList, type Vehicle, vehicleModel } from './vehicle.ts'
import { createVehicleCare } from './vehicle-care.ts'
import { createWalking } from './walking.ts'

export type Unknown = Refusal<'vehicle-unknown'>
export type { Backwards } from './readings.ts'
export type { VisitTold } from './visited.ts'

/** A reading repeated within this time is the same one told twice. */
const sameReadingMs = 24 * 60 * 60_000

/** The door to customers' cars. `by` is who did it: a customer's or an advisor's id, or the part of the product that acted. */
export function createVehicles(deps: { connection: Connection; clock: Clock; profile: Pick<Profile, 'current'> }) {
  const { connection, clock, profile } = deps
  const records = vehicleModel(connection)
  const { reckoned, reckoning } = createReckoning(profile)

  /** The car of this id, or the one its record was merged into; sold and removed ones too, for what refers to them. */
  async function get(id: string): Promise<Vehicle | null> {
    const vehicle = await records.findById(id).lean<Vehicle>()
    return vehicle?.mergedInto ? get(vehicle.mergedInto) : vehicle
  }

  /** The cars on a customer's list, the newest entry first; neither sold nor removed ones. */
  const ofCustomer = (customerId: string): Promise<Vehicle[]> =>
    records
      .find({ customerId, ...onTheList })
      .sort({ createdAt: -1 })
      .lean<Vehicle[]>()

  /**
   * Puts a car on a customer's list; `plate` as `parsePlate` gave it. The same `id` again, or the same plate on the same
   * list, answers the car that is there.
   */
  async function add(car: { id: string; customerId: string; plate: string; by: string }): Promise<Vehicle> {
    const { id, customerId, plate, by } = car
    const vehicle = reckoned(newVehicle({ _id: id, customerId, plate, createdAt: clock.now(), by }))
    try {
      await records.create(vehicle)
      return vehicle
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    const listed = await records.findOne({ customerId, plate, ...onTheList }).lean<Vehicle>()
    // Neither: the one in the way was sold or removed a moment ago.
    return (await get(id)) ?? listed ?? add(car)
  }

  async function change<No extends Refusal = never>(
    id: string,
    by: string,
    values: (vehicle: Vehicle) => Partial<Vehicle> | No,
  ): Promise<Vehicle | No | Unknown> {
    const vehicle = await get(id)
    if (!vehicle) return refuse('vehicle-unknown')
    const decide = reckoning<No>((record) => (record.mergedInto ? {} : values(record)))
    const changed = await amend<Vehicle, No>(records, vehicle._id, { by, at: clock.now() }, decide)
    // Merged or erased while we looked: what is true now decides.
    return changed && !('mergedInto' in changed && changed.mergedInto) ? changed : change(id, by, values)
  }

  /** The model as the customer or the shop calls it. */
  const setModel = (id: string, model: string, by: string) => change(id, by, () => ({ model }))

  /** `vin` as `parseVin` gave it. */
  const setVin = (id: string, vin: string, by: string) => change(id, by, () => ({ vin }))

  /**
   * Notes a reading in km, as `parseMileage` gave it. One below the last is refused unless the customer `confirmed` it
   * (a slip last time, or a new instrument).
   */
  function recordMileage(reading: { id: string; km: number; by: string; confirmed?: boolean }) {
    const { id, km, by, confirmed = false } = reading
    const at = clock.now()
    return change<Backwards>(id, by, ({ mileageKm: lastKm, mileageAt, mileages }) => {
      if (lastKm !== null && km < lastKm && !confirmed) return refuse('mileage-backwards', { km, lastKm })
      if (km === lastKm && mileageAt && at.getTime() - mileageAt.getTime() < sameReadingMs) return {}
      return readingsOf([...mileages, { km, at, by }])
    })
  }

  /** The customer has it no longer: off the list, and nothing more is sent about it. */
  const markSold = (id: string, by: string) => change(id, by, ({ soldAt }) => ({ soldAt: soldAt ?? clock.now() }))

  /** Takes a car off the list that should never have been on it; what refers to it still finds it. */
  const remove = (id: string, by: string) =>
    change(id, by, ({ removedAt }) => ({ removedAt: removedAt ?? clock.now() }))

  /** Gives all cars of one customer to another; may run again. */
  const handOver = (fromCustomerId: string, toCustomerId: string) =>
    handOverVehicles({ records, clock, reckoning }, fromCustomerId, toCustomerId)

  const personalData: PersonalData = {
    name: 'vehicles',
    exportOf: ({ customerId }) => records.find({ customerId }).lean<Vehicle[]>(),
    async eraseOf({ customerId }) {
      await records.deleteMany({ customerId })
    },
  }

  const care = createVehicleCare({ records, clock, profile, reckoned, change })
  const listing = createListing({ records, clock, profile, reckoned })
  return {
    add,
    get,
    ofCustomer,
    setModel,
    setVin,
    recordMileage,
    markSold,
    remove,
    handOver,
    ...care,
    ...listing,
    ...createWalking({ records }),
    personalData,
  }
}

export type Vehicles = ReturnType<typeof createVehicles>
