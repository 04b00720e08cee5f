import { idAfter, wholeOfIds } from '../../ids.ts'
import { onTheList, type Vehicle, type VehicleModel } from './vehicle.ts'

/** Vehicles of the next customers; the next page begins after `cursor`. */
export type VehiclePage = { vehicles: Vehicle[]; cursor: string | null; isOver: boolean }

/**
 * A way over all vehicles of all customers, in pages. Asked stretch by stretch of the customers' ids: a database that sorts
 * all there is before it gives the first page [DocumentDB: 260 ms a page with 100,000] sorts only a stretch.
 */
export function createWalking({ records }: { records: VehicleModel }) {
  /** How long a stretch is, as a part of all ids: longer while few are found on it, shorter while many are. */
  let stretch = wholeOfIds / 64

  /**
   * The cars on the lists of the customers after `cursor`, about so many, every customer's together: a page that ends in the
   * middle of a list leaves that customer to the next, unless nobody else is on it.
   */
  async function ofNextCustomers(cursor: string | null, many: number): Promise<VehiclePage> {
    const page: Vehicle[] = []
    let from = cursor ?? ''
    for (;;) {
      const to = idAfter('cus', from, stretch)
      const found = await records
        .find({ customerId: { $gt: from, ...(to !== null && { $lte: to }) }, ...onTheList })
        .sort({ customerId: 1, createdAt: -1 })
        .limit(many)
        .lean<Vehicle[]>()
      if (found.length === many) {
        stretch = Math.max(1, stretch / 2)
        return cutAt([...page, ...found])
      }
      page.push(...found)
      if (to === null) return { vehicles: page, cursor: page.at(-1)?.customerId ?? cursor, isOver: true }
      if (found.length < many / 2) stretch = Math.min(wholeOfIds, stretch * 2)
      if (page.length >= many / 2) return { vehicles: page, cursor: to, isOver: false }
      from = to
    }
  }

  return { ofNextCustomers }
}

/** All but the last customer's, who may have more. */
function cutAt(vehicles: Vehicle[]): VehiclePage {
  const last = vehicles.at(-1)?.customerId ?? null
  const whole = vehicles.filter(({ customerId }) => customerId !== last)
  const ofWhole = whole.at(-1)?.customerId
  return ofWhole === undefined
    ? { vehicles, cursor: last, isOver: false }
    : { vehicles: whole, cursor: ofWhole, isOver: false }
}
