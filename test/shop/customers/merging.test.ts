import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handClock } from '../../../src/clock.ts'
import type { Customer, StoredCustomer } from '../../../src/shop/customers/customer.ts'
import { createCustomers } from '../../../src/shop/customers/customers.ts'
import { ownDatabase } from '../../support/own-database.ts'

const clock = handClock('2026-03-02T02:00:00Z')
let database: Awaited<ReturnType<typeof ownDatabase>>
let customers: ReturnType<typeof createCustomers>
/** What another room holds: which customer owns each thing. */
let things: Map<string, string>
/** How many hand-overs break off before they begin. */
let crashes: number

beforeAll(async () => {
  database = await ownDatabase()
  customers = createCustomers({ connection: database.connection, clock, onMerged: handOver })
  await Promise.all(Object.values(database.connection.models).map((model) => model.createIndexes()))
})
afterAll(() => database.drop())
beforeEach(async () => {
  things = new Map()
  crashes = 0
  await Promise.all(Object.values(database.connection.models).map((model) => model.deleteMany({})))
})

async function handOver(from: string, to: string) {
  if (crashes-- > 0) throw new Error('the process died')
  for (const [thing, owner] of things) if (owner === from) things.set(thing, to)
}

/** Someone new in this chat, who owns one thing. */
async function newcomer(chat: string): Promise<Customer> {
  const customer = await customers.greet({ chat, name: null, language: 'zh-CN' })
  things.set(`thing of ${chat}`, customer._id)
  return customer
}

const proves = ({ _id }: Customer, chat: string, phone: string) =>
  customers.verifyPhone({ id: _id, chat, phone, by: _id })
const stored = () => database.connection.collection<StoredCustomer>('customers')
const owners = () => [...new Set(things.values())]

test('of ten chats that prove the same phone at once, one customer is left with all of them', async () => {
  const chats = Array.from({ length: 10 }, (_, n) => `tg:${n}`)
  const people = await Promise.all(chats.map(newcomer))
  await Promise.all(people.map((person, n) => proves(person, chats[n] ?? '', '13800001234')))
  const living = await stored().find({ mergedInto: null }).toArray()
  expect(living).toHaveLength(1)
  const survivor = living[0]?._id ?? ''
  expect((await customers.chatsOf(survivor)).map(({ _id }) => _id).sort()).toEqual(chats)
  expect(owners()).toEqual([survivor])
  expect(await stored().countDocuments({ dirty: true })).toBe(0)
})

test('the same proof told twice at once is one merge', async () => {
  const [first, second] = [await newcomer('tg:1'), await newcomer('tg:2')]
  await proves(first, 'tg:1', '13800001234')
  const both = await Promise.all([1, 2].map(() => proves(second, 'tg:2', '13800001234')))
  expect(both).toMatchObject([{ _id: first._id }, { _id: first._id }])
  const { history } = (await customers.get(first._id)) ?? expect.fail('the customer is gone')
  expect(history.filter(({ what }) => what === 'absorbed')).toHaveLength(1)
})

test('two who exchange their phones at once never end in each other', async () => {
  for (let round = 0; round < 10; round++) {
    const [here, there] = [`tg:${round}a`, `tg:${round}b`]
    const [one, two] = [await newcomer(here), await newcomer(there)]
    const [old, other] = [`1380000${1000 + round}`, `1390000${1000 + round}`]
    await Promise.all([proves(one, here, old), proves(two, there, other)])
    await Promise.all([proves(one, here, other), proves(two, there, old)])
    // Whoever came out as one person or two: each chat has a living owner, and both phones have at most one.
    const inChats = [await customers.ofChat(here), await customers.ofChat(there)]
    for (const customer of inChats) expect(customer).toMatchObject({ mergedInto: null })
    expect(await stored().countDocuments({ phone: `+86${old}` })).toBeLessThanOrEqual(1)
  }
})

test('a merged record gives its phone up', async () => {
  const [first, second] = [await newcomer('tg:1'), await newcomer('tg:2')]
  await proves(first, 'tg:1', '13800001234')
  await proves(second, 'tg:2', '13900001234')
  await proves(second, 'tg:2', '13800001234')
  expect(await stored().findOne({ _id: second._id })).toMatchObject({ phone: null, mergedInto: first._id })
  expect(await proves(await newcomer('tg:3'), 'tg:3', '13900001234')).not.toMatchObject({ _id: first._id })
})

test('a merge that broke off before the hand-over already shows the survivor, and the sweep finishes it', async () => {
  const [first, second] = [await newcomer('tg:1'), await newcomer('tg:2')]
  await proves(first, 'tg:1', '13800001234')
  crashes = 1
  await expect(proves(second, 'tg:2', '13800001234')).rejects.toThrow('the process died')
  expect(await customers.ofChat('tg:2')).toMatchObject({ _id: first._id })
  expect(owners()).toHaveLength(2)
  expect(await customers.finishMerges()).toBe(1)
  expect(owners()).toEqual([first._id])
  expect(await customers.finishMerges()).toBe(0)
})

test('one hand-over that fails again does not keep the others waiting', async () => {
  const first = await newcomer('tg:1')
  await proves(first, 'tg:1', '13800001234')
  for (const chat of ['tg:2', 'tg:3']) {
    crashes = 1
    await expect(proves(await newcomer(chat), chat, '13800001234')).rejects.toThrow('the process died')
  }
  crashes = 1
  await expect(customers.finishMerges()).rejects.toThrow('1 of 2 left over again')
  expect(owners()).toHaveLength(2)
  expect(await customers.finishMerges()).toBe(1)
  expect(owners()).toEqual([first._id])
})

test('a merge that broke off is finished by the same proof told again', async () => {
  const [first, second] = [await newcomer('tg:1'), await newcomer('tg:2')]
  await proves(first, 'tg:1', '13800001234')
  crashes = 1
  await expect(proves(second, 'tg:2', '13800001234')).rejects.toThrow('the process died')
  await proves(second, 'tg:2', '13800001234')
  expect(owners()).toEqual([first._id])
})

test('through a chain of merges everything arrives at the last', async () => {
  const [one, two, three] = [await newcomer('tg:1'), await newcomer('tg:2'), await newcomer('tg:3')]
  await customers.setConsent(one._id, {
    purpose: 'service',
    granted: true,
    textVersion: '1',
    source: 'start',
    by: one._id,
  })
  await proves(two, 'tg:2', '13800000002')
  await proves(three, 'tg:3', '13800000003')
  crashes = 1
  await expect(proves(one, 'tg:1', '13800000002')).rejects.toThrow('the process died')
  await proves(two, 'tg:2', '13800000003')
  await customers.finishMerges()
  const last = await customers.get(one._id)
  expect(last).toMatchObject({ _id: three._id, consents: [{ purpose: 'service', granted: true }] })
  expect(await customers.chatsOf(three._id)).toHaveLength(3)
  expect(owners()).toEqual([three._id])
  expect(await customers.everyIdOf(three._id)).toEqual([one._id, two._id, three._id])
})

test('a chat whose customer was merged into someone erased begins anew', async () => {
  const lost = await newcomer('tg:1')
  const line = { what: 'mergedInto', at: clock.now(), by: lost._id, old: null, new: 'cus_erased' }
  const update = { $set: { mergedInto: 'cus_erased', dirty: true }, $push: { history: line } }
  await stored().updateOne({ _id: lost._id }, update)
  await customers.finishMerges()
  const fresh = await newcomer('tg:1')
  expect([lost._id, 'cus_erased']).not.toContain(fresh._id)
  expect(await customers.ofChat('tg:1')).toEqual(fresh)
})
