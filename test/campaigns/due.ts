import type { Stage } from '../../src/demo/stage.ts'
import type { Shop } from '../../src/shop/shop.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { inShop } from '../desk/support.ts'
import { freshPlate } from '../support/people.ts'

/** A service a year ago: an S3 of the sample shop (10,000 km or 12 months) is due a year after it. */
const lastService = (on: string) => ({ on, km: 20_000, items: ['maintenance'], renews: true })

/** The shop's books tell of a customer's car: it was serviced last on that day. */
export async function wasServiced(stage: Stage, user: SimUser, on: string): Promise<void> {
  await inShop(stage, async (shop) => {
    const customer = await shop.customers.ofChat(`tg:${user.chatId}`)
    const [vehicle] = customer ? await shop.vehicles.ofCustomer(customer._id) : []
    if (!vehicle) throw new Error('the customer has no car')
    await shop.profile.refresh()
    await shop.vehicles.setModel(vehicle._id, 'yk-s3', 'import')
    await shop.vehicles.learn(vehicle._id, { visit: lastService(on) }, 'import')
  })
}

/** Customers from a list who were never in the chat, all serviced last on that day. */
export async function listed(stage: Stage, names: string[], on: string): Promise<void> {
  await inShop(stage, async (shop: Shop) => {
    await shop.profile.refresh()
    const entries = names.map((name, i) => ({
      row: i + 2,
      phone: `+8613900${String(100_000 + i)}`,
      name,
      language: null,
      note: null,
      car: { plate: freshPlate().replace(' ', ''), vin: null, model: 'yk-s3', visit: lastService(on) },
    }))
    await shop.importing.take(entries, { dryRun: false })
  })
}
