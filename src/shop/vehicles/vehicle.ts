import { type Connection, Schema } from 'mongoose'
import type { DeclinedService, PastVisit } from '../care/facts.ts'
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
  /** By day, the last one last. */
  visits: PastVisit[]
  /** Shop days: its first plate, the end of its inspection, insurance and warranty. */
  registeredOn: string | null
  inspectionOn: string | null
  insuranceOn: string | null
  warrantyOn: string | null
  /** Advised at a visit and not wanted, the oldest first; what has been done or settled since stays here. */
  declined: DeclinedService[]
  /** The shop days on which anything is due, the earliest first; reckoned with this version of the shop's profile. */
  dueOns: string[]
  reckonedWith: number
  history: Change[]
  /** When we learned that the customer has it no longer. */
  soldAt: Date | null
  /** When it was taken off the customer's list, having been entered by mistake. */
  removedAt: Date | null
  /** The record that goes on for this one, both being the same car. */
  mergedInto: string | null
  createdAt: Date
}

/** `visitId` where it was read at a visit. */
export type Reading = { km: number; at: Date; by: string; visitId?: string }

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
    visits: [],
    registeredOn: null,
    inspectionOn: null,
    insuranceOn: null,
    warrantyOn: null,
    declined: [],
    dueOns: [],
    reckonedWith: 0,
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
    visits: { type: [Schema.Types.Mixed], required: true } as never,
    registeredOn: { type: String, default: null },
    inspectionOn: { type: String, default: null },
    insuranceOn: { type: String, default: null },
    warrantyOn: { type: String, default: null },
    declined: { type: [Schema.Types.Mixed], required: true } as never,
    dueOns: { type: [String], required: true },
    reckonedWith: { type: Number, required: true },
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
schema.index({ plate: 1 })
schema.index({ vin: 1 }, { partialFilterExpression: { vin: { $gt: '' } } })
schema.index({ dueOns: 1 })
schema.index({ reckonedWith: 1 })

export function vehicleModel(connection: Connection) {
  return connection.model<Vehicle>('Vehicle', schema)
}

export type VehicleModel = ReturnType<typeof vehicleModel>
