import { afterAll, beforeAll, expect, test } from 'vitest'
import { idAfter, newId, wholeOfIds } from '../../../src/ids.ts'
import { newVehicle, vehicleModel } from '../../../src/shop/vehicles/vehicle.ts'
import { createWalking } from '../../../src/shop/vehicles/walking.ts'
import { ownDatabase } from '../../support/own-database.ts'
import { freshPlate } from '../../support/people.ts'

let database: Awaited<ReturnType<typeof ownDatabase>>
/** Three hundred customers with one or two cars, one with thirty, and two whose ids are not ours. */
let owners: string[]

beforeAll(async () => {
  database = await ownDatabase()
  const model = vehicleModel(database.connection)
  await model.createIndexes()
  const people = Array.from({ length: 300 }, () => newId('cus'))
  const fleet = Array.from({ length: 30 }, () => 'cus_fleet0000000')
  owners = [...people, ...people.slice(0, 100), ...fleet, 'another', 'zebra']
  const createdAt = new Date('2026-03-02T01:00:00Z')
  const cars = owners.map((customerId) =>
    newVehicle({ _id: newId('veh'), customerId, plate: freshPlate(), createdAt, by: 'test' }),
  )
  await model.insertMany(cars, { lean: true })
})
afterAll(() => database.drop())

test.each([12, 25, 200, 1_000])(
  'a walk in pages of about %i meets every car once, and every customer in one page',
  async (many) => {
    const { ofNextCustomers } = createWalking({ records: vehicleModel(database.connection) })
    const met: string[] = []
    const pages: Set<string>[] = []
    for (let cursor: string | null = null, isOver = false; !isOver; ) {
      const page = await ofNextCustomers(cursor, many)
      met.push(...page.vehicles.map(({ customerId }) => customerId))
      pages.push(new Set(page.vehicles.map(({ customerId }) => customerId)))
      cursor = page.cursor
      isOver = page.isOver
    }
    const split = [...new Set(owners)].filter(
      (one) => one !== 'cus_fleet0000000' && pages.filter((page) => page.has(one)).length !== 1,
    )
    expect(split).toEqual([])
    // A list longer than a page is cut off with it: one car of it is enough to speak of.
    const whole = (all: string[]) => all.filter((one) => one !== 'cus_fleet0000000').toSorted()
    expect(whole(met)).toEqual(whole(owners))
    expect(met).toContain('cus_fleet0000000')
  },
)

test('ids are walked in the order of strings', () => {
  const ids = Array.from({ length: 200 }, () => newId('cus')).toSorted()
  for (const id of ids) {
    const next = idAfter('cus', id, wholeOfIds / 100)
    expect(next === null || next > id).toBe(true)
  }
  expect(idAfter('cus', '', 1)).toBe('cus_000001')
  expect(idAfter('cus', 'cus_000001', 31)).toBe('cus_000010')
  expect(idAfter('cus', 'cus_zzzzzz', 1)).toBeNull()
  expect(idAfter('cus', 'zebra', 1)).toBeNull()
})
