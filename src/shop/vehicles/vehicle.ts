import { type Connection, Schema } from 'mongoose'
import type { Change } from '../change.ts'

/** A customer's car. Every change keeps who, when, old and new value in `history`. */
export type Vehicle = {
  _id: string
  version: number
  customerId: string
  /** As `parsePlate` gives it: upper-case, without dots or spaces. */
  plate: string
  model: string | null
  /** The reading taken last, and when; `mileages` has them all, oldest first. */
  mileageKm: number | null
  mileageAt: Date | null
  mileages: Reading[]
  /** As `parseVin` gives it. */
  vin: string | null
  history: Change[]
  /** When we learned that the customer has it no longer. */
  soldAt: Date | null
  /** When it was taken off the customer's list, having been entered by mistake. */
  removedAt: Date | null
  /** The record that goes on for this one, both being the same car. */
  mergedInto: string | null
  createdAt: Date
}

export type Reading = { km: number; at: Date; by: string }

/** What is true of a car on its customer's list, and of no other. */
export const onTheList = { soldAt: null, removedAt: null, mergedInto: null }

export function newVehicle(
  known: Pick<Vehicle, '_id' | 'customerId' | 'plate' | 'createdAt'> & { by: string },
): Vehicle {
  const { by, ...facts } = known
  return {
    ...facts,
    ...onTheList,
    version: 1,
    model: null,
    mileageKm: null,
    mileageAt: null,
    mileages: [],
    vin: null,
    history: [{ at: facts.createdAt, by, what: 'plate', old: null, new: facts.plate }],
  }
}

const schema = new Schema<Vehicle>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    customerId: { type: String, required: true },
    plate: { type: String, required: true },
    model: { type: String, default: null },
    mileageKm: { type: Number, default: null },
    mileageAt: { type: Date, default: null },
    mileages: { type: [Schema.Types.Mixed], required: true } as never,
    vin: { type: String, default: null },
    history: { type: [Schema.Types.Mixed], required: true } as never,
    soldAt: { type: Date, default: null },
    removedAt: { type: Date, default: null },
    mergedInto: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'vehicles', versionKey: false, minimize: false },
)
schema.index({ customerId: 1, createdAt: -1 })
// One entry per car on a list; a plate may come back on the next car, once this one is sold.
schema.index({ customerId: 1, plate: 1 }, { unique: true, partialFilterExpression: onTheList })

export function vehicleModel(connection: Connection) {
  return connection.model<Vehicle>('Vehicle', schema)
}

export type VehicleModel = ReturnType<typeof vehicleModel>
