import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handClock } from '../../../src/clock.ts'
import { createCustomers } from '../../../src/shop/customers/customers.ts'
import { createPrivacy, type PersonalData } from '../../../src/shop/privacy/privacy.ts'
import { createVehicles } from '../../../src/shop/vehicles/vehicles.ts'
import { ownDatabase } from '../../support/own-database.ts'
import { sampleProfile } from '../../support/sample-profile.ts'

const clock = handClock('2026-03-02T02:00:00Z')
let database: Awaited<ReturnType<typeof ownDatabase>>
let customers: ReturnType<typeof createCustomers>
let vehicles: ReturnType<typeof createVehicles>
let privacy: ReturnType<typeof createPrivacy>
/** How many erasures break off in the second room. */
let crashes: number
/** Words kept by chat, as a room would that knows no customers. */
let words: Map<string, string>

beforeAll(async () => {
  database = await ownDatabase()
  const { connection } = database
  vehicles = createVehicles({ connection, clock, profile: sampleProfile })
  customers = createCustomers({ connection, clock })
  privacy = createPrivacy({ connection, clock, customers, holders: [vehicles.personalData, conversations] })
  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()))
})
afterAll(() => database.drop())
beforeEach(async () => {
  crashes = 0
  words = new Map()
  await Promise.all(Object.values(database.connection.models).map((model) => model.deleteMany({})))
})

const conversations: PersonalData = {
  name: 'conversations',
  exportOf: async ({ chats }) => chats.map((chat) => words.get(chat)).filter((said) => said !== undefined),
  async eraseOf({ chats }) {
    if (crashes-- > 0) throw new Error('the process died')
    for (const chat of chats) words.delete(chat)
  },
}

/** A customer with a verified phone, both consents, a car and something said. */
async function regular(chat = 'tg:1', phone = '13800001234', plate = '粤B12345'): Promise<string> {
  const { _id } = await customers.greet({ chat, name: '林晓', language: 'zh-CN' })
  const answer = { textVersion: 'v1', source: 'start', by: _id }
  await customers.setConsent(_id, { purpose: 'service', granted: true, ...answer })
  await customers.setConsent(_id, { purpose: 'marketing', granted: false, ...answer })
  await customers.verifyPhone({ id: _id, chat, phone, by: _id })
  await vehicles.add({ id: `veh_${chat}`, customerId: _id, plate, by: _id })
  words.set(chat, '刹车有异响')
  return _id
}

/** Everybody who showed an erased person's data elsewhere has heard of it. */
async function heardOf(): Promise<string[]> {
  const over = await privacy.erased.unsettled(10)
  for (const { _id, version } of over) await privacy.erased.settle(_id, version)
  return over.map(({ _id }) => _id)
}

async function everythingStored(): Promise<Record<string, object[]>> {
  const stored: Record<string, object[]> = {}
  for (const { collection } of Object.values(database.connection.models)) {
    const documents = await collection.find().toArray()
    if (documents.length) stored[collection.name] = documents
  }
  return stored
}

test('what is known of a customer is told in a few facts', async () => {
  const id = await regular()
  expect(await privacy.about(id)).toEqual({
    name: '林晓',
    phone: '138****1234',
    language: 'zh-CN',
    consents: { service: true, marketing: false },
    chats: 1,
    knownSince: clock.now(),
    held: { vehicles: 1, conversations: 1, customers: 1 },
  })
})

test('an export holds what every room has, as plain JSON', async () => {
  const id = await regular()
  const exported = await privacy.exportOf(id)
  expect(JSON.parse(JSON.stringify(exported))).toEqual(exported)
  expect(exported).toMatchObject({
    customerId: id,
    exportedAt: '2026-03-02T02:00:00.000Z',
    data: {
      customers: { records: [{ name: '林晓', phone: '+8613800001234' }], chats: [{ _id: 'tg:1' }] },
      vehicles: [{ plate: '粤B12345' }],
      conversations: ['刹车有异响'],
    },
  })
})

test('nothing is told of somebody unknown, and erasing them does nothing', async () => {
  expect(await privacy.about('cus_nobody')).toEqual({ refused: 'customer-unknown' })
  expect(await privacy.exportOf('cus_nobody')).toEqual({ refused: 'customer-unknown' })
  await privacy.erase('cus_nobody')
  expect(await everythingStored()).toEqual({})
})

test('of an erased customer only the consents remain, for three years and without identity', async () => {
  const id = await regular()
  await privacy.erase(id)
  await privacy.erase(id)
  const [fact, ...more] = await privacy.erased.unsettled(10)
  expect([fact, more]).toMatchObject([
    { _id: id, customerIds: [id], chats: [], consents: [], erasedAt: clock.now() },
    [],
  ])
  expect(await heardOf()).toEqual([id])
  await privacy.erase(id)
  const line = { at: clock.now(), textVersion: 'v1', source: 'start' }
  expect(await everythingStored()).toEqual({
    kept_consents: [
      {
        _id: expect.stringMatching(/^con_/),
        consents: [
          { purpose: 'service', granted: true, ...line },
          { purpose: 'marketing', granted: false, ...line },
        ],
        erasedAt: clock.now(),
        forgetAt: new Date('2029-03-02T02:00:00Z'),
      },
    ],
  })
  expect(words.size).toBe(0)
})

test('erasing one customer leaves the others alone', async () => {
  const [one, other] = [await regular(), await regular('tg:2', '13900001234', '粤B54321')]
  const before = await privacy.exportOf(other)
  await privacy.erase(one)
  expect(await privacy.exportOf(other)).toEqual(before)
})

test('an erased customer who comes back is somebody new', async () => {
  const id = await regular()
  await privacy.erase(id)
  const back = await customers.greet({ chat: 'tg:1', name: '林晓', language: 'zh-CN' })
  expect(back._id).not.toBe(id)
  expect(back).toMatchObject({ phone: null, consents: [], history: [] })
})

test('an erasure that broke off is finished by the sweep', async () => {
  const id = await regular()
  crashes = 1
  await expect(privacy.erase(id)).rejects.toThrow('the process died')
  expect(words.size).toBe(1)
  expect(await heardOf()).toEqual([])
  expect(await privacy.finishErasures()).toBe(1)
  expect(await heardOf()).toEqual([id])
  expect(Object.keys(await everythingStored())).toEqual(['kept_consents'])
  expect(words.size).toBe(0)
  expect(await privacy.finishErasures()).toBe(0)
})

test('an erasure that broke off is finished when it is asked for again, and keeps one set of consents', async () => {
  const id = await regular()
  crashes = 1
  await expect(privacy.erase(id)).rejects.toThrow('the process died')
  await Promise.all([privacy.erase(id), privacy.erase(id)])
  await heardOf()
  const { kept_consents, ...rest } = await everythingStored()
  expect(kept_consents).toHaveLength(1)
  expect(rest).toEqual({})
})

test('erasing reaches the records and cars of earlier merges, even of one that never handed over', async () => {
  const first = await regular()
  const second = await regular('tg:2', '13900001234', '粤B54321')
  await customers.verifyPhone({ id: second, chat: 'tg:2', phone: '13800001234', by: second })
  expect(await vehicles.ofCustomer(second)).toHaveLength(1)
  await privacy.erase(second)
  expect(await heardOf()).toHaveLength(1)
  expect(Object.keys(await everythingStored())).toEqual(['kept_consents'])
  expect(words.size).toBe(0)
  expect(await customers.get(first)).toBeNull()
})
