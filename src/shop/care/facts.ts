import type { ShopProfile, Words } from '../profile/shop-profile.ts'

/** What is known of a vehicle that decides what is due for it. Days are shop days `YYYY-MM-DD`, distances km. */
export type CareFacts = {
  /** The shop's model by id, or whatever it is called. */
  model: string | null
  mileages: { km: number; at: Date }[]
  /** By day, the last one last. */
  visits: PastVisit[]
  /** When the car got its first plate. */
  registeredOn: string | null
  inspectionOn: string | null
  insuranceOn: string | null
  warrantyOn: string | null
  declined: DeclinedService[]
  soldAt: Date | null
  removedAt: Date | null
  mergedInto: string | null
}

/** A visit as far as the next one depends on it. */
export type PastVisit = {
  /** The visit's own id; `null` for one that only somebody's records tell of. */
  id: string | null
  on: string
  km: number | null
  /** What was done: items by id, or in the words of whoever told of it. */
  items: string[]
  /** Whether the model's interval began anew with it. */
  renews: boolean
  by: string
}

/** Work that was advised at a visit and not wanted; spoken of again from `backOn`. */
export type DeclinedService = {
  /** Made from the visit and the item. */
  id: string
  visitId: string
  itemId: string
  /** As the item was called then. */
  what: Words
  on: string
  backOn: string
  by: string
  /** When somebody said that it need not come back. */
  settledAt: Date | null
}

/** Dates a vehicle's papers run out. */
export const papers = ['inspection', 'insurance', 'warranty'] as const
export type Paper = (typeof papers)[number]

/** What the shop says about it. */
export type CareShop = Pick<ShopProfile, 'models' | 'settings' | 'zone'>
