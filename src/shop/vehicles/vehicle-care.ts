import type { Clock } from '../../clock.ts'
import type { Refusal } from '../../refusal.ts'
import { type Care, careOf } from '../care/due.ts'
import type { Profile } from '../profile/profile.ts'
import { type CarFacts, learned } from './learned.ts'
import type { Reckoning } from './reckoning.ts'
import type { Vehicle, VehicleModel } from './vehicle.ts'
import type { Unknown } from './vehicles.ts'
import { type VisitTold, visited } from './visited.ts'

/** Vehicles reckoned anew in one round trip. */
const batch = 500

type Change = <No extends Refusal = never>(
  id: string,
  by: string,
  values: (vehicle: Vehicle) => Partial<Vehicle> | No,
) => Promise<Vehicle | No | Unknown>

/** What a vehicle is due for, and the facts that decide it. */
export function createVehicleCare(deps: {
  records: VehicleModel
  clock: Clock
  profile: Pick<Profile, 'current'>
  reckoned: Reckoning['reckoned']
  change: Change
}) {
  const { records, clock, profile, reckoned, change } = deps

  /** What it is due for, the earliest first, each with its reasons; nothing for a car that is off the list. */
  const dueOf = (vehicle: Vehicle): Care => careOf(vehicle, profile.current())

  /**
   * Vehicles on a list for which anything is due between two shop days, both included, in no order; read as they are
   * asked for, so that any number fits in memory. The same vehicle comes once, whatever is due for it.
   */
  const dueBetween = (from: string, to: string): AsyncIterable<Vehicle> =>
    records
      .find({ dueOns: { $elemMatch: { $gte: from, $lte: to } } })
      .lean<Vehicle>()
      .cursor({ batchSize: batch })

  /** Takes over what somebody's records say of it; what is known already writes nothing. */
  const learn = (id: string, facts: CarFacts, by: string) =>
    change(id, by, (vehicle) => learned(vehicle, facts, { at: clock.now(), by, zone: profile.current().zone }))

  /**
   * Takes over what a visit leaves with it: the reading, the visit, and the declined work that comes back. May be told
   * again, and put right, under the same id. Refused is only a reading that contradicts others and was not confirmed;
   * then nothing is kept.
   */
  const noteVisit = (id: string, told: VisitTold, by: string) =>
    change(id, by, (vehicle) => visited(vehicle, told, { by, shop: profile.current() }))

  /** Declined work need not come back: it was done elsewhere, or is wanted no more. */
  const settleDeclined = (id: string, declinedId: string, by: string) =>
    change(id, by, ({ declined }) => {
      const settledAt = clock.now()
      return {
        declined: declined.map((one) =>
          one.id === declinedId ? { ...one, settledAt: one.settledAt ?? settledAt } : one,
        ),
      }
    })

  /** Reckons anew what was reckoned with an earlier profile, whose intervals may have changed. Answers how many. */
  async function reckonAnew(): Promise<number> {
    const { version } = profile.current()
    let done = 0
    for (let old = await outdated(version); old.length > 0; old = await outdated(version)) {
      await records.bulkWrite(
        old.map((vehicle) => {
          const { dueOns, reckonedWith } = reckoned(vehicle)
          const asRead = { _id: vehicle._id, version: vehicle.version }
          return { updateOne: { filter: asRead, update: { $set: { dueOns, reckonedWith } } } }
        }),
        { ordered: false },
      )
      done += old.length
    }
    return done
  }

  const outdated = (version: number) =>
    records
      .find({ reckonedWith: { $lt: version } })
      .limit(batch)
      .lean<Vehicle[]>()

  return { dueOf, dueBetween, learn, noteVisit, settleDeclined, reckonAnew }
}
