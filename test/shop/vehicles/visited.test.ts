import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handClock } from '../../../src/clock.ts'
import { isRefusal } from '../../../src/refusal.ts'
import type { Vehicle } from '../../../src/shop/vehicles/vehicle.ts'
import { createVehicles, type VisitTold } from '../../../src/shop/vehicles/vehicles.ts'
import { ownDatabase } from '../../support/own-database.ts'
import { sampleProfile } from '../../support/sample-profile.ts'

const clock = handClock('2026-02-10T08:00:00Z')
let database: Awaited<ReturnType<typeof ownDatabase>>
let vehicles: ReturnType<typeof createVehicles>

beforeAll(async () => {
  database = await ownDatabase()
  vehicles = createVehicles({ connection: database.connection, clock, profile: sampleProfile })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
})
afterAll(() => database.drop())
/** A sample S3 (10,000 km or 12 months), serviced on 1 March 2025 at 20,000 km, which nobody but a list tells. */
beforeEach(async () => {
  clock.set('2026-02-10T08:00:00Z')
  await database.connection.collection('vehicles').deleteMany({})
  await vehicles.add({ id: 'v1', customerId: 'c1', plate: '粤B12345', by: 'import' })
  const visit = { on: '2025-03-01', km: 20_000, items: ['maintenance'], renews: true }
  await vehicles.learn('v1', { model: 'yk-s3', visit }, 'import')
})

const ok = (answer: unknown): Vehicle => (isRefusal(answer) ? expect.fail(answer.refused) : (answer as Vehicle))
const vehicle = async () => ok(await vehicles.get('v1'))
const handedBack = (told: Partial<VisitTold> = {}) =>
  vehicles.noteVisit(
    'v1',
    { id: 'vis_1', at: clock.now(), km: null, done: ['maintenance'], declined: [], ...told },
    'lin',
  )
async function due(on: string): Promise<string[]> {
  const found: string[] = []
  for await (const one of vehicles.dueBetween(on, on)) found.push(...vehicles.dueOf(one).dues.map(({ key }) => key))
  return found
}

test('a completed visit begins the interval anew, from its day and km', async () => {
  expect(await due('2026-03-01')).toEqual(['service:2025-03-01'])
  await handedBack({ km: 28_000 })
  expect(await due('2026-03-01')).toEqual([])
  expect(vehicles.dueOf(await vehicle()).dues).toMatchObject([
    { cause: 'service', dueOn: '2027-02-10', since: { from: 'visit', on: '2026-02-10', km: 28_000 } },
  ])
  expect(await due('2027-02-10')).toEqual(['service:2026-02-10'])
  expect(await vehicle()).toMatchObject({
    mileageKm: 28_000,
    mileageAt: clock.now(),
    visits: [{ on: '2025-03-01' }, { id: 'vis_1', on: '2026-02-10', km: 28_000, items: ['maintenance'], by: 'lin' }],
  })
})

test('the reading at the counter makes the pace known, and with it the day by km', async () => {
  await handedBack({ km: 54_600, done: ['tyres'] })
  const [service] = vehicles.dueOf(await vehicle()).dues
  expect(service).toMatchObject({ by: 'km', kmPerDay: 100, dueOn: '2025-06-09' })
})

test('a visit for other work is a visit, and leaves the interval alone', async () => {
  await handedBack({ done: ['tyres'] })
  expect(await vehicle()).toMatchObject({ visits: [{ renews: true }, { renews: false }], dueOns: ['2026-03-01'] })
})

test('the day is the shop’s, not that of the clock in London', async () => {
  await handedBack({ at: new Date('2026-02-10T16:30:00Z') })
  expect((await vehicle()).dueOns).toEqual(['2027-02-11'])
})

test('told again nothing is written', async () => {
  const told = { km: 28_000, declined: ['tyres'] }
  const once = ok(await handedBack(told))
  expect(ok(await handedBack(told))).toEqual(once)
})

test('put right it is as if it had been told so at once', async () => {
  await handedBack({ km: 82_000, done: ['tyres'], declined: ['brake-pads'] })
  clock.set('2026-02-12T02:00:00Z')
  const at = new Date('2026-02-10T08:00:00Z')
  const corrected = ok(await handedBack({ at, km: 28_000, done: ['maintenance'], declined: ['tyres'] }))
  expect(corrected).toMatchObject({ mileageKm: 28_000, dueOns: ['2026-05-11', '2027-02-10'] })
  expect(corrected.mileages.map(({ km }) => km)).toEqual([20_000, 28_000])
  expect(corrected.declined.map(({ itemId }) => itemId)).toEqual(['tyres'])
  const renewing = ok(await handedBack({ at, done: ['tyres'], declined: [] }))
  expect(renewing).toMatchObject({ mileageKm: 28_000, visits: [{}, { km: 28_000, renews: false }] })
  expect(vehicles.dueOf(renewing).dues.map(({ key }) => key)).toEqual(['service:2025-03-01'])
})

test('km below the last are refused with everything else, unless they were confirmed', async () => {
  const before = await vehicle()
  const backwards = { refused: 'mileage-backwards', detail: { km: 50, lastKm: 20_000 } }
  expect(await handedBack({ km: 50 })).toEqual(backwards)
  expect(await vehicle()).toEqual(before)
  expect(ok(await handedBack({ km: 50, confirmed: true }))).toMatchObject({ mileageKm: 50, visits: [{}, { km: 50 }] })
  expect(ok(await handedBack({ km: 50, declined: ['tyres'] }))).toMatchObject({ declined: [{ itemId: 'tyres' }] })
})

test('declined work comes back after its days, until a visit does it or somebody settles it', async () => {
  await handedBack({ declined: ['tyres', 'brake-pads'] })
  expect(await due('2026-05-11')).toEqual(['declined:vis_1:tyres', 'declined:vis_1:brake-pads', 'service:2026-02-10'])
  await vehicles.settleDeclined('v1', 'vis_1:brake-pads', 'lin')
  clock.set('2026-04-01T08:00:00Z')
  await handedBack({ id: 'vis_2', done: ['tyres'] })
  expect(await due('2026-05-11')).toEqual([])
  expect(await vehicle()).toMatchObject({ declined: [{ settledAt: null }, { settledAt: expect.any(Date) }] })
})

test('a list that tells of the same day adds no visit, and takes nothing back', async () => {
  await handedBack({ km: 28_000, done: ['tyres'] })
  const before = await vehicle()
  const visit = { on: '2026-02-10', km: 28_000, items: [], renews: true }
  expect(ok(await vehicles.learn('v1', { visit }, 'import'))).toEqual(before)
})

test('a visit that a list told of first is that visit', async () => {
  await vehicles.learn('v1', { visit: { on: '2026-02-10', km: null, items: ['轮胎'], renews: false } }, 'import')
  expect(ok(await handedBack()).visits.map(({ id, on }) => [id, on])).toEqual([
    [null, '2025-03-01'],
    ['vis_1', '2026-02-10'],
  ])
})

test('a vehicle nobody knows is told to be unknown', async () => {
  const told = { id: 'vis_1', at: clock.now(), km: null, done: [], declined: [] }
  expect(await vehicles.noteVisit('veh_gone', told, 'lin')).toEqual({ refused: 'vehicle-unknown' })
})
