import { onTheList, type Vehicle, type VehicleModel } from './vehicle.ts'

/** Vehicles of the next customers; `cursor` is the last of these, and where the next page begins. */
export type VehiclePage = { vehicles: Vehicle[]; cursor: string | null; isOver: boolean }

/** A way over all vehicles of all customers, in pages. */
export function createWalking({ records }: { records: VehicleModel }) {
  /**
   * The cars on the lists of the customers after `cursor`, about so many, every customer's together: a page that ends in the
   * middle of a list leaves that customer to the next, unless nobody else is on it.
   */
  async function ofNextCustomers(cursor: string | null, many: number): Promise<VehiclePage> {
    const found = await records
      .find({ customerId: { $gt: cursor ?? '' }, ...onTheList })
      .sort({ customerId: 1, createdAt: -1 })
      .limit(many)
      .lean<Vehicle[]>()
    const last = found.at(-1)?.customerId ?? cursor
    if (found.length < many) return { vehicles: found, cursor: last, isOver: true }
    const whole = found.filter(({ customerId }) => customerId !== last)
    const ofWhole = whole.at(-1)?.customerId
    return ofWhole === undefined
      ? { vehicles: found, cursor: last, isOver: false }
      : { vehicles: whole, cursor: ofWhole, isOver: false }
  }

  return { ofNextCustomers }
}
