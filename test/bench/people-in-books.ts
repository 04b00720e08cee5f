import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import { newCustomer, type Purpose } from '../../src/shop/customers/customer.ts'
import { newVehicle } from '../../src/shop/vehicles/vehicle.ts'

const insertedAtOnce = 2_000

/** Customers as a shop has them after a year, each with a chat and a car, written straight into its books. */
export async function fillBooks(
  connection: Connection,
  chats: number[],
  { profileVersion, purpose }: { profileVersion: number; purpose: Purpose },
): Promise<void> {
  const createdAt = new Date('2025-03-01T09:00+08:00')
  const consent = { purpose, granted: true, at: createdAt, textVersion: 'bench', source: 'bench' }
  for (let from = 0; from < chats.length; from += insertedAtOnce) {
    const some = chats.slice(from, from + insertedAtOnce)
    await connection.collection<{ _id: string }>('customers').insertMany(
      some.map((chat) => ({
        ...newCustomer({ _id: customerIdOf(chat), name: `c${chat}`, language: 'zh-CN', createdAt }),
        consents: [{ ...consent, by: customerIdOf(chat) }],
      })),
    )
    await connection.collection<{ _id: string }>('chats').insertMany(
      some.map((chat) => {
        const link = { name: null, linkedAt: createdAt, unreachable: null, history: [] }
        return { _id: `tg:${chat}`, customerId: customerIdOf(chat), ...link }
      }),
    )
    await connection.collection<{ _id: string }>('vehicles').insertMany(
      some.map((chat, i) => {
        const plate = `粤B${(from + i).toString(36).toUpperCase().padStart(5, '0')}`
        const known = { _id: vehicleIdOf(chat), customerId: customerIdOf(chat), plate, createdAt, by: 'bench' }
        return { ...newVehicle(known), reckonedWith: profileVersion }
      }),
    )
  }
}

/** As random as the product's own, and the same each time. */
export const customerIdOf = (chat: number) =>
  `cus_${createHash('sha256').update(String(chat)).digest('hex').slice(0, 12)}`
export const vehicleIdOf = (chat: number) => `veh_${chat}`
