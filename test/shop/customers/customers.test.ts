import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handClock } from '../../../src/clock.ts'
import { consentsTo } from '../../../src/shop/customers/customer.ts'
import { createCustomers } from '../../../src/shop/customers/customers.ts'
import { ownDatabase } from '../../support/own-database.ts'

const clock = handClock('2026-03-02T02:00:00Z')
let database: Awaited<ReturnType<typeof ownDatabase>>
let customers: ReturnType<typeof createCustomers>
let merged: string[]

beforeAll(async () => {
  database = await ownDatabase()
  const onMerged = async (from: string, to: string) => void merged.push(`${from} → ${to}`)
  customers = createCustomers({ connection: database.connection, clock, onMerged })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
})
afterAll(() => database.drop())
beforeEach(async () => {
  merged = []
  clock.set('2026-03-02T02:00:00Z')
  await Promise.all(Object.values(database.connection.models).map((model) => model.deleteMany({})))
})

const greet = (chat: string) => customers.greet({ chat, name: '林晓', language: 'zh-CN' })
const count = (collection: string) => database.connection.collection(collection).countDocuments()
const phone = '13800001234'
const e164 = '+8613800001234'

test('twenty greetings at once make one customer with one chat', async () => {
  const greeted = await Promise.all(Array.from({ length: 20 }, () => greet('tg:1')))
  expect(new Set(greeted.map(({ _id }) => _id)).size).toBe(1)
  expect([await count('customers'), await count('chats')]).toEqual([1, 1])
  expect(await customers.ofChat('tg:1')).toMatchObject({ name: '林晓', language: 'zh-CN', phone: null, consents: [] })
})

test('a greeting that broke off after the chat was linked is completed by the next', async () => {
  const { _id } = await greet('tg:1')
  await database.connection.collection<{ _id: string }>('customers').deleteOne({ _id })
  expect(await customers.ofChat('tg:1')).toBeNull()
  expect((await greet('tg:1'))._id).toBe(_id)
})

test('registering the same phone twice makes one customer', async () => {
  const ids = ['cus_a', 'cus_b', 'cus_c']
  const made = await Promise.all(
    ids.map((id) => customers.register({ id, phone, name: null, language: 'zh-CN', by: 'import' })),
  )
  expect(made[1]).toEqual(made[0])
  expect(made[2]).toMatchObject({
    phone: e164,
    phoneVerifiedAt: null,
    history: [{ by: 'import', what: 'phone', new: e164 }],
  })
  expect(await count('customers')).toBe(1)
})

test('a change keeps who, when, the old value and the new', async () => {
  const { _id, version } = await greet('tg:1')
  const changed = await customers.setLanguage(_id, 'en', _id)
  expect(changed).toMatchObject({ language: 'en', version: version + 1 })
  expect(changed.history).toEqual([{ at: clock.now(), by: _id, what: 'language', old: 'zh-CN', new: 'en' }])
})

test('a change to what is true already writes nothing', async () => {
  const { _id, version } = await greet('tg:1')
  expect(await customers.setLanguage(_id, 'zh-CN', _id)).toMatchObject({ version, history: [] })
})

test('ten changes at once are all kept', async () => {
  const { _id } = await greet('tg:1')
  await Promise.all(Array.from({ length: 10 }, (_, n) => customers.rename(_id, `name ${n}`, `advisor ${n}`)))
  const { history, version } = (await customers.get(_id)) ?? expect.fail('the customer is gone')
  expect(history.map(({ by }) => by).sort()).toEqual(Array.from({ length: 10 }, (_, n) => `advisor ${n}`))
  expect(version).toBe(11)
  for (const [n, line] of history.entries()) expect(line.old).toBe(history[n - 1]?.new ?? '林晓')
})

test('changing somebody unknown is an error', async () => {
  await expect(customers.setAdvisor('cus_nobody', 'adv_1', 'adv_1')).rejects.toThrow('no customer cus_nobody')
})

test('the last answer to a purpose is what holds, and earlier lines stay', async () => {
  const { _id } = await greet('tg:1')
  const answer = { textVersion: '1', source: 'start', by: _id }
  expect(consentsTo(await greet('tg:1'), 'service')).toBe(false)
  await customers.setConsent(_id, { purpose: 'service', granted: true, ...answer })
  await customers.setConsent(_id, { purpose: 'marketing', granted: true, ...answer })
  await customers.setConsent(_id, { purpose: 'marketing', granted: true, ...answer })
  const customer = await customers.setConsent(_id, { purpose: 'marketing', granted: false, ...answer })
  expect(customer.consents.map(({ purpose, granted }) => [purpose, granted])).toEqual([
    ['service', true],
    ['marketing', true],
    ['marketing', false],
  ])
  expect([consentsTo(customer, 'service'), consentsTo(customer, 'marketing')]).toEqual([true, false])
})

test('a chat that cannot be reached keeps the first reason until it can', async () => {
  await greet('tg:1')
  await customers.markUnreachable('tg:1', 'blocked')
  await customers.markUnreachable('tg:1', 'deactivated')
  expect(await chat('tg:1')).toMatchObject({ unreachable: { reason: 'blocked', at: clock.now() } })
  await customers.markReachable('tg:1')
  await customers.markReachable('tg:1')
  const { unreachable, history } = await chat('tg:1')
  expect(unreachable).toBeNull()
  expect(history.map((line) => [line.old, line.new])).toEqual([
    [null, 'blocked'],
    ['blocked', null],
  ])
})

test('a proven phone is stored in E.164 with the time of the proof', async () => {
  const { _id } = await greet('tg:1')
  const customer = await customers.verifyPhone({ id: _id, chat: 'tg:1', phone, by: _id })
  expect(customer).toMatchObject({ _id, phone: e164, phoneVerifiedAt: clock.now() })
  expect(await customers.verifyPhone({ id: _id, chat: 'tg:1', phone: e164, by: _id })).toEqual(customer)
})

test('what is no phone is refused', async () => {
  const { _id } = await greet('tg:1')
  expect(await customers.verifyPhone({ id: _id, chat: 'tg:1', phone: '12345', by: _id })).toEqual({
    refused: 'phone-invalid',
  })
})

test("a phone proven in one person's chat never proves another", async () => {
  const [one] = await Promise.all([greet('tg:1'), greet('tg:2')])
  await expect(customers.verifyPhone({ id: one._id, chat: 'tg:2', phone, by: one._id })).rejects.toThrow('tg:2')
})

test('who proves the phone of an imported customer goes on as that customer', async () => {
  await customers.register({ id: 'cus_old', phone, name: '周然', language: 'zh-CN', by: 'import' })
  const { _id } = await customers.greet({ chat: 'tg:1', name: 'Zhou', language: 'en' })
  await customers.setConsent(_id, { purpose: 'service', granted: true, textVersion: '1', source: 'start', by: _id })
  const survivor = await customers.verifyPhone({ id: _id, chat: 'tg:1', phone, by: _id })
  expect(survivor).toMatchObject({ _id: 'cus_old', name: '周然', language: 'en', phoneVerifiedAt: clock.now() })
  expect(survivor).toMatchObject({ consents: [{ purpose: 'service', granted: true }] })
  expect(await customers.ofChat('tg:1')).toEqual(survivor)
  expect(await customers.get(_id)).toEqual(survivor)
  expect(merged).toEqual([`${_id} → cus_old`])
})

test('a merge leaves its line on both records and on the chat', async () => {
  await customers.register({ id: 'cus_old', phone, name: null, language: 'zh-CN', by: 'import' })
  const { _id } = await greet('tg:1')
  await customers.verifyPhone({ id: _id, chat: 'tg:1', phone, by: _id })
  const records = database.connection.collection<{ _id: string; mergedInto: string | null; history: unknown[] }>(
    'customers',
  )
  const line = { at: clock.now(), by: _id, old: null }
  expect(await records.findOne({ _id })).toMatchObject({
    mergedInto: 'cus_old',
    history: [{ ...line, what: 'mergedInto', new: 'cus_old' }],
  })
  expect((await records.findOne({ _id: 'cus_old' }))?.history).toContainEqual({ ...line, what: 'absorbed', new: _id })
  const { customerId, history } = await chat('tg:1')
  expect({ customerId, history }).toEqual({
    customerId: 'cus_old',
    history: [{ ...line, what: 'customerId', old: _id, new: 'cus_old' }],
  })
})

test('a phone proven again from another account moves that chat to the first customer', async () => {
  const first = await greet('tg:1')
  await customers.verifyPhone({ id: first._id, chat: 'tg:1', phone, by: first._id })
  const second = await greet('tg:2')
  await customers.verifyPhone({ id: second._id, chat: 'tg:2', phone, by: second._id })
  expect((await customers.chatsOf(first._id)).map(({ _id }) => _id).sort()).toEqual(['tg:1', 'tg:2'])
})

test('repeating a verification with the old id merges nothing twice', async () => {
  await customers.register({ id: 'cus_old', phone, name: null, language: 'zh-CN', by: 'import' })
  const { _id } = await greet('tg:1')
  const once = await customers.verifyPhone({ id: _id, chat: 'tg:1', phone, by: _id })
  expect(await customers.verifyPhone({ id: _id, chat: 'tg:1', phone, by: _id })).toEqual(once)
  expect(merged).toHaveLength(1)
})

test('a merged record answers to nobody: what is changed under its id is the survivor', async () => {
  await customers.register({ id: 'cus_old', phone, name: null, language: 'zh-CN', by: 'import' })
  const { _id } = await greet('tg:1')
  await customers.verifyPhone({ id: _id, chat: 'tg:1', phone, by: _id })
  expect(await customers.setAdvisor(_id, 'adv_1', 'adv_1')).toMatchObject({ _id: 'cus_old', advisorId: 'adv_1' })
})

test.each([
  ['phone_1', 'customers', { phone: '+8613800000100' }],
  ['mergedInto_1', 'customers', { mergedInto: { $in: ['cus_7'] } }],
  ['dirty_1', 'customers', { dirty: true }],
  ['customerId_1', 'chats', { customerId: 'cus_7' }],
])('%s serves its query over %s', async (index, name, query) => {
  const many = Array.from({ length: 2000 }, (_, n) => ({
    ...{ phone: n % 2 ? null : `+86${13_800_000_000 + n}`, dirty: n === 5 },
    ...{ mergedInto: n % 100 ? null : `cus_${n + 7}`, customerId: `cus_${n}` },
  }))
  const collection = database.connection.collection(name)
  await collection.insertMany(many)
  expect(JSON.stringify(await collection.find(query).explain())).toContain(index)
})

async function chat(id: string) {
  const owner = (await customers.ofChat(id)) ?? expect.fail(`${id} is nobody's`)
  const found = (await customers.chatsOf(owner._id)).find(({ _id }) => _id === id)
  return found ?? expect.fail(`${id} is not linked`)
}
