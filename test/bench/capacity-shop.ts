import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { handClock } from '../../src/clock.ts'
import { createAppointments } from '../../src/shop/appointments/appointments.ts'
import { createDays } from '../../src/shop/days/days.ts'
import { createSlots } from '../../src/shop/days/slots.ts'
import { instantOf } from '../../src/shop/profile/opening.ts'
import { createProfile } from '../../src/shop/profile/profile.ts'
import { readShopFile } from '../../src/shop/profile/read-shop-file.ts'
import type { ShopProfile } from '../../src/shop/profile/shop-profile.ts'

/** The sample shop on a Monday morning, in a database of its own on the given server. */
export async function openBenchShop(mongodbUri: string) {
  const uri = `${mongodbUri.replace(/\/$/, '')}/bench_${randomBytes(6).toString('hex')}`
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise()
  const sample = sampleShop()
  const clock = handClock(instantOf(sample.zone, '2026-11-30', 9 * 60))
  const profile = createProfile({ connection, clock })
  await profile.adopt(sample)
  const deps = { connection, clock, profile }
  const doors = { appointments: createAppointments(deps), slots: createSlots(deps), days: createDays(deps) }
  for (const model of Object.values(connection.models)) await model.createIndexes()
  return {
    ...deps,
    ...doors,
    async close() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}

export function sampleShop(): ShopProfile {
  const sample = readShopFile(new URL('../../src/shop/profile/sample-shop.yaml', import.meta.url).pathname)
  if (Array.isArray(sample)) throw new Error(JSON.stringify(sample))
  return sample
}

export const rounded = (number: number, digits = 3) => Number(number.toFixed(digits))
