import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handClock } from '../../../src/clock.ts'
import { isRefusal } from '../../../src/refusal.ts'
import type { Vehicle } from '../../../src/shop/vehicles/vehicle.ts'
import { createVehicles } from '../../../src/shop/vehicles/vehicles.ts'
import { ownDatabase } from '../../support/own-database.ts'
import { sampleShop } from '../../support/sample-profile.ts'

const clock = handClock('2026-03-02T02:00:00Z')
let shop = sampleShop
let database: Awaited<ReturnType<typeof ownDatabase>>
let vehicles: ReturnType<typeof createVehicles>

beforeAll(async () => {
  database = await ownDatabase()
  vehicles = createVehicles({ connection: database.connection, clock, profile: { current: () => shop } })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
})
afterAll(() => database.drop())
beforeEach(async () => {
  shop = sampleShop
  await database.connection.collection('vehicles').deleteMany({})
})

/** A sample S3 (10,000 km or 12 months) last serviced on 1 March 2025. */
async function car(id = 'v1', plate = '粤B12345'): Promise<Vehicle> {
  await vehicles.add({ id, customerId: 'c1', plate, by: 'import' })
  await vehicles.setModel(id, 'yk-s3', 'import')
  const visit = { on: '2025-03-01', km: 20_000, items: ['maintenance'], renews: true }
  return ok(await vehicles.learn(id, { visit }, 'import'))
}
const ok = (answer: unknown): Vehicle => (isRefusal(answer) ? expect.fail(answer.refused) : (answer as Vehicle))
async function due(from: string, to: string): Promise<string[]> {
  const found: string[] = []
  for await (const { _id } of vehicles.dueBetween(from, to)) found.push(_id)
  return found.sort()
}

test('a vehicle is found on the day it is due, and on no other', async () => {
  await car()
  expect(await due('2026-03-01', '2026-03-01')).toEqual(['v1'])
  expect(await due('2025-03-01', '2026-02-28')).toEqual([])
  expect(await due('2026-03-02', '2026-12-31')).toEqual([])
})

test('it is found once, whatever is due, and an old paper does not hide the rest', async () => {
  await car()
  await vehicles.learn('v1', { insuranceOn: '2024-01-01', inspectionOn: '2026-03-05' }, 'import')
  expect(await due('2026-02-01', '2026-03-31')).toEqual(['v1'])
  expect(ok(await vehicles.get('v1')).dueOns).toEqual(['2024-01-01', '2026-03-01', '2026-03-05'])
})

test('every reading moves the day, and the history shows by whom', async () => {
  await car()
  await vehicles.recordMileage({ id: 'v1', km: 41_900, by: 'tg:1' })
  const { dueOns, history } = ok(await vehicles.get('v1'))
  expect(dueOns).toEqual(['2025-08-16'])
  expect(history.at(-1)).toMatchObject({ by: 'tg:1', what: 'mileageAt' })
  expect(history.map(({ what }) => what)).not.toContain('reckonedWith')
})

test('a sold vehicle is due for nothing any more', async () => {
  await car()
  await vehicles.markSold('v1', 'tg:1')
  expect(await due('2020-01-01', '2030-01-01')).toEqual([])
  expect(vehicles.dueOf(ok(await vehicles.get('v1')))).toEqual({ dues: [], unreckoned: null })
})

test('a reading that contradicts those around it is refused', async () => {
  await car()
  const learn = (km: number, on: string) => vehicles.learn('v1', { mileage: { km, on } }, 'import')
  expect(await learn(19_000, '2025-06-01')).toEqual({
    refused: 'mileage-backwards',
    detail: { km: 19_000, lastKm: 20_000 },
  })
  expect(await learn(21_000, '2025-02-01')).toEqual({
    refused: 'mileage-backwards',
    detail: { km: 21_000, lastKm: 20_000 },
  })
  expect(ok(await learn(15_000, '2024-06-01'))).toMatchObject({
    mileageKm: 20_000,
    mileages: [{ km: 15_000 }, { km: 20_000 }],
  })
})

test('another interval in the profile moves every vehicle, and is no business of theirs', async () => {
  for (let n = 0; n < 3; n++) await car(`v${n}`, `粤B1234${n}`)
  const before = ok(await vehicles.get('v1'))
  const models = sampleShop.models.map((model) => ({ ...model, intervalMonths: 6 }))
  shop = { ...sampleShop, models, version: 2 }
  expect(await vehicles.reckonAnew()).toBe(3)
  expect(await vehicles.reckonAnew()).toBe(0)
  expect(await due('2025-09-01', '2025-09-01')).toEqual(['v0', 'v1', 'v2'])
  expect(ok(await vehicles.get('v1'))).toEqual({ ...before, dueOns: ['2025-09-01'], reckonedWith: 2 })
})

test('one car that was on two lists knows what both knew', async () => {
  await car()
  await vehicles.add({ id: 'v2', customerId: 'c2', plate: '粤B12345', by: 'tg:2' })
  const handedBack = new Date('2025-09-01T08:00Z')
  await vehicles.noteVisit(
    'v2',
    { id: 'vis_1', at: handedBack, km: 26_000, done: ['maintenance'], declined: ['tyres'] },
    'lin',
  )
  await vehicles.learn('v2', { insuranceOn: '2026-05-01' }, 'import')
  await vehicles.handOver('c2', 'c1')
  expect(await due('2026-05-01', '2026-05-01')).toEqual(['v1'])
  expect(ok(await vehicles.get('v2'))).toMatchObject({
    _id: 'v1',
    visits: [{ on: '2025-03-01' }, { id: 'vis_1', on: '2025-09-01' }],
    declined: [{ itemId: 'tyres' }],
    mileageKm: 26_000,
  })
})

test.each([
  ['dueOns_1', { dueOns: { $elemMatch: { $gte: '2026-03-01', $lte: '2026-03-02' } } }],
  ['plate_1', { plate: { $in: ['粤B00007'] }, soldAt: null }],
  ['vin_1', { vin: { $in: ['V7'] }, soldAt: null }],
  ['reckonedWith_1', { reckonedWith: { $lt: 2 } }],
])('%s serves its query', async (index, query) => {
  const many = Array.from({ length: 2_000 }, (_, n) => ({
    ...{ plate: `粤B${String(n).padStart(5, '0')}`, customerId: `c${n}`, vin: n % 2 ? `V${n}` : null },
    ...{ dueOns: [`20${10 + (n % 80)}-03-01`], reckonedWith: n < 10 ? 1 : 2 },
  }))
  const collection = database.connection.collection('vehicles')
  await collection.insertMany(many)
  expect(JSON.stringify(await collection.find(query).explain())).toContain(index)
})
