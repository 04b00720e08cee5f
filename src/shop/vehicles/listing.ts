import type { Clock } from '../../clock.ts'
import { isRefusal } from '../../refusal.ts'
import { insertAbsent, linesOf } from '../change.ts'
import type { Profile } from '../profile/profile.ts'
import { type CarFacts, learned } from './learned.ts'
import type { Reckoning } from './reckoning.ts'
import { newVehicle, onTheList, type Vehicle, type VehicleModel } from './vehicle.ts'

/** Many cars at once, known from elsewhere. */
export function createListing(deps: {
  records: VehicleModel
  clock: Clock
  profile: Pick<Profile, 'current'>
  reckoned: Reckoning['reckoned']
}) {
  const { records, clock, profile, reckoned } = deps

  /** The cars on any list with one of these plates or VINs. */
  async function listed({ plates, vins }: { plates: string[]; vins: string[] }): Promise<Vehicle[]> {
    // Two queries: one with $or is not served by two indexes everywhere.
    const byPlate = await records.find({ plate: { $in: plates }, ...onTheList }).lean<Vehicle[]>()
    const byVin = vins.length === 0 ? [] : await records.find({ vin: { $in: vins }, ...onTheList }).lean<Vehicle[]>()
    return [...new Map([...byPlate, ...byVin].map((vehicle) => [vehicle._id, vehicle])).values()]
  }

  /** Puts cars on their customers' lists, each with what is known of it; a plate that is on that list already stays as it is. */
  async function addAll(cars: { vehicle: Vehicle; facts: CarFacts[] }[], by: string): Promise<void> {
    const at = clock.now()
    const { zone } = profile.current()
    const fresh = cars.map(({ vehicle, facts }) => {
      const { _id, customerId, plate } = vehicle
      let car = newVehicle({ _id, customerId, plate, createdAt: at, by })
      for (const fact of facts) {
        const values = learned(car, fact, { at, by, zone })
        if (isRefusal(values)) continue
        car = { ...car, ...values, history: [...car.history, ...linesOf(car, values, { at, by })] }
      }
      return reckoned(car)
    })
    await insertAbsent(records, fresh)
  }

  return { listed, addAll }
}
