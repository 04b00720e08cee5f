import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handClock } from '../../../src/clock.ts'
import type { Vehicle } from '../../../src/shop/vehicles/vehicle.ts'
import { createVehicles } from '../../../src/shop/vehicles/vehicles.ts'
import { ownDatabase } from '../../support/own-database.ts'
import { sampleProfile } from '../../support/sample-profile.ts'

const clock = handClock('2026-03-02T02:00:00Z')
let database: Awaited<ReturnType<typeof ownDatabase>>
let vehicles: ReturnType<typeof createVehicles>

beforeAll(async () => {
  database = await ownDatabase()
  vehicles = createVehicles({ connection: database.connection, clock, profile: sampleProfile })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.set('2026-03-02T02:00:00Z')
  await database.connection.collection('vehicles').deleteMany({})
})

const add = (id: string, plate = '粤B12345', customerId = 'cus_a') =>
  vehicles.add({ id, customerId, plate, by: customerId })
const reading = (km: number, confirmed = false) => vehicles.recordMileage({ id: 'veh_1', km, by: 'cus_a', confirmed })
const listed = async (customerId: string) => (await vehicles.ofCustomer(customerId)).map(({ _id }) => _id)

function known(answer: Vehicle | { refused: string } | null): Vehicle {
  return answer && !('refused' in answer) ? answer : expect.fail('there is no such vehicle')
}

test('a car is put on the list once, whichever way it is told again', async () => {
  const car = await add('veh_1')
  expect(await add('veh_1')).toEqual(car)
  expect(await add('veh_2')).toEqual(car)
  expect(await listed('cus_a')).toEqual(['veh_1'])
  expect(car.history).toEqual([{ at: clock.now(), by: 'cus_a', what: 'plate', old: null, new: '粤B12345' }])
})

test('of ten additions of one plate at once, one makes the car', async () => {
  const cars = await Promise.all(Array.from({ length: 10 }, (_, n) => add(`veh_${n}`)))
  expect(new Set(cars.map(({ _id }) => _id)).size).toBe(1)
  expect(await listed('cus_a')).toEqual([cars[0]?._id])
})

test('two customers may have the same plate', async () => {
  await Promise.all([add('veh_1', '粤B12345', 'cus_a'), add('veh_2', '粤B12345', 'cus_b')])
  expect(await listed('cus_b')).toEqual(['veh_2'])
})

test('the newest entry comes first', async () => {
  await add('veh_1')
  clock.set('2026-03-03T02:00:00Z')
  await add('veh_2', '粤BD12345')
  expect(await listed('cus_a')).toEqual(['veh_2', 'veh_1'])
})

test('a sold car leaves the list, and its plate may return on the next one', async () => {
  await add('veh_1')
  const sold = known(await vehicles.markSold('veh_1', 'cus_a'))
  clock.set('2026-04-02T02:00:00Z')
  expect(await vehicles.markSold('veh_1', 'cus_a')).toEqual(sold)
  await add('veh_2')
  expect(await listed('cus_a')).toEqual(['veh_2'])
  expect(await vehicles.get('veh_1')).toEqual(sold)
})

test('a removed car leaves the list, and is still found by its id', async () => {
  await add('veh_1')
  await vehicles.remove('veh_1', 'cus_a')
  expect(await listed('cus_a')).toEqual([])
  expect(await vehicles.get('veh_1')).toMatchObject({ removedAt: clock.now() })
})

test('a change keeps who, when, the old value and the new', async () => {
  await add('veh_1')
  await vehicles.setModel('veh_1', 'A4', 'cus_a')
  const { version, history } = known(await vehicles.setModel('veh_1', 'A6', 'adv_1'))
  expect(version).toBe(3)
  expect(history.at(-1)).toEqual({ at: clock.now(), by: 'adv_1', what: 'model', old: 'A4', new: 'A6' })
})

test('what is done to an unknown car is refused', async () => {
  expect(await vehicles.setVin('veh_1', 'LSGAA00A8H0000001', 'cus_a')).toEqual({ refused: 'vehicle-unknown' })
  expect(await reading(1000)).toEqual({ refused: 'vehicle-unknown' })
})

test('readings add up, the last one being the mileage', async () => {
  await add('veh_1')
  const earlier = clock.now()
  await reading(10_000)
  clock.set('2026-06-02T02:00:00Z')
  expect(await reading(15_000)).toMatchObject({
    mileageKm: 15_000,
    mileageAt: clock.now(),
    mileages: [
      { km: 10_000, at: earlier, by: 'cus_a' },
      { km: 15_000, at: clock.now(), by: 'cus_a' },
    ],
  })
})

test('a reading told twice in a day counts once, and again after a day', async () => {
  await add('veh_1')
  await reading(10_000)
  clock.set('2026-03-03T01:59:59Z')
  expect(known(await reading(10_000)).mileages).toHaveLength(1)
  clock.set('2026-03-03T02:00:00Z')
  expect(known(await reading(10_000)).mileages).toHaveLength(2)
})

test('a reading below the last is refused until it is confirmed', async () => {
  await add('veh_1')
  await reading(100_000)
  expect(await reading(10_000)).toEqual({ refused: 'mileage-backwards', detail: { km: 10_000, lastKm: 100_000 } })
  expect(known(await vehicles.get('veh_1')).mileageKm).toBe(100_000)
  expect(await reading(10_000, true)).toMatchObject({ mileageKm: 10_000 })
})

test('of readings at once none is lost', async () => {
  await add('veh_1')
  await Promise.all([1, 2, 3, 4, 5].map((n) => reading(n * 1000, true)))
  const { mileages, mileageKm } = known(await vehicles.get('veh_1'))
  expect(mileages.map(({ km }) => km).sort()).toEqual([1000, 2000, 3000, 4000, 5000])
  expect(mileageKm).toBe(mileages.at(-1)?.km)
})

test('a hand-over gives all cars, sold ones too', async () => {
  await add('veh_1')
  await add('veh_2', '粤B54321')
  await vehicles.markSold('veh_2', 'cus_a')
  await vehicles.handOver('cus_a', 'cus_b')
  expect([await listed('cus_a'), await listed('cus_b')]).toEqual([[], ['veh_1']])
  expect(await vehicles.get('veh_2')).toMatchObject({ customerId: 'cus_b' })
})

test('a car on both lists becomes one that knows what both knew', async () => {
  await add('veh_1')
  await reading(12_000)
  await vehicles.setVin('veh_1', 'LSGAA00A8H0000001', 'cus_a')
  await vehicles.setModel('veh_1', 'A4', 'cus_a')
  clock.set('2026-02-01T02:00:00Z')
  await add('veh_2', '粤B12345', 'cus_b')
  await vehicles.setModel('veh_2', 'A6', 'cus_b')
  await vehicles.recordMileage({ id: 'veh_2', km: 11_000, by: 'cus_b' })
  await vehicles.handOver('cus_a', 'cus_b')
  const one = known(await vehicles.get('veh_1'))
  expect(one).toMatchObject({ _id: 'veh_2', model: 'A6', vin: 'LSGAA00A8H0000001', mileageKm: 12_000 })
  expect(one.mileages.map(({ km }) => km)).toEqual([11_000, 12_000])
  expect(await listed('cus_b')).toEqual(['veh_2'])
  expect(await vehicles.setModel('veh_1', 'A8', 'cus_b')).toMatchObject({ _id: 'veh_2', model: 'A8' })
})

test('handing over twice, one after the other or at once, changes nothing more', async () => {
  await add('veh_1')
  await reading(12_000)
  await add('veh_2', '粤B12345', 'cus_b')
  await Promise.all([vehicles.handOver('cus_a', 'cus_b'), vehicles.handOver('cus_a', 'cus_b')])
  const once = known(await vehicles.get('veh_1'))
  await vehicles.handOver('cus_a', 'cus_b')
  expect(await vehicles.get('veh_1')).toEqual(once)
  expect(once.mileages).toHaveLength(1)
})

test('a hand-over that broke off after the record ended still brings over what it knew', async () => {
  await add('veh_1')
  await reading(12_000)
  await add('veh_2', '粤B12345', 'cus_b')
  await database.connection
    .collection<Vehicle>('vehicles')
    .updateOne({ _id: 'veh_1' }, { $set: { mergedInto: 'veh_2' } })
  await vehicles.handOver('cus_a', 'cus_b')
  expect(await vehicles.get('veh_1')).toMatchObject({ _id: 'veh_2', mileageKm: 12_000 })
})
