import type { Refusal } from '../../refusal.ts'
import { careOf } from '../care/due.ts'
import type { Profile } from '../profile/profile.ts'
import type { Vehicle } from './vehicle.ts'

export type Reckoning = ReturnType<typeof createReckoning>

/** Keeps the days on which a vehicle is due true: they are part of every write that could move them. */
export function createReckoning(profile: Pick<Profile, 'current'>) {
  /** A vehicle with its due days by the profile in force. */
  function reckoned<V extends Vehicle>(vehicle: V): V {
    const shop = profile.current()
    const dueOns = [...new Set(careOf(vehicle, shop).dues.map(({ dueOn }) => dueOn))]
    return { ...vehicle, dueOns, reckonedWith: shop.version }
  }

  /** A decision on a vehicle's new values, with the due days that follow from them. */
  function reckoning<No extends Refusal>(decide: (vehicle: Vehicle) => Partial<Vehicle> | No) {
    return (vehicle: Vehicle): Partial<Vehicle> | No => {
      const values = decide(vehicle)
      if ('refused' in values) return values as No
      if (Object.keys(values).length === 0) return values
      const { dueOns, reckonedWith } = reckoned({ ...vehicle, ...values })
      return { ...values, dueOns, reckonedWith }
    }
  }

  return { reckoned, reckoning }
}
