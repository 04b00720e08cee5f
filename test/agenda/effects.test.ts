import { Schema } from 'mongoose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEffects, createSettler, type Facts } from '../../src/agenda/effects.ts'
import { silentLog } from '../../src/log.ts'
import { type House, item, openHouse } from './support.ts'

type Booking = { _id: string; version: number; dirty: boolean; at: string }

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

function openBookings() {
  const schema = new Schema<Booking>(
    { _id: String, version: Number, dirty: Boolean, at: String },
    { versionKey: false },
  )
  const model = house.connection.model<Booking>('Booking', schema)
  const agenda = house.process()
  const effectsOf = ({ _id, version }: Booking) => [item(`booking:${_id}:v${version}:remind`)]
  const facts: Facts<Booking> = {
    collection: model.collection.name,
    unsettled: (limit) => model.find({ dirty: true }).limit(limit).lean<Booking[]>(),
    settle: async (_id, version) => void (await model.updateOne({ _id, version }, { $set: { dirty: false } })),
  }
  const effects = createEffects({ facts, effectsOf, agenda, log: silentLog })
  const others = { collection: 'others', sweep: () => Promise.reject(new Error('has nothing to settle')) }
  const settler = createSettler({ connection: house.connection, effects: [others, effects], log: silentLog })
  return { model, facts, effects, settler, effectsOf, agenda }
}

const keys = async () => (await house.model.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)

test('what follows from a fact is put on the agenda once, whoever else has facts', async () => {
  const { model, settler } = openBookings()
  await model.create({ _id: 'b1', version: 1, dirty: true, at: '10:00' })
  expect(await settler.isQuiet()).toBe(false)
  await settler.sweep()
  await settler.sweep()
  expect(await keys()).toEqual(['booking:b1:v1:remind'])
  expect(await settler.isQuiet()).toBe(true)
})

test('what a crash left over is found by the sweep', async () => {
  const { model, effects } = openBookings()
  await model.create([
    { _id: 'b1', version: 1, dirty: false, at: '10:00' },
    { _id: 'b2', version: 4, dirty: true, at: '11:00' },
  ])
  await effects.sweep()
  expect(await keys()).toEqual(['booking:b2:v4:remind'])
})

test('a fact whose effects fail hinders no other', async () => {
  const { model, facts, agenda, effectsOf } = openBookings()
  await model.create([
    { _id: 'bad', version: 1, dirty: true, at: '10:00' },
    { _id: 'good', version: 1, dirty: true, at: '11:00' },
  ])
  const picky = (fact: Booking) => {
    if (fact._id === 'bad') throw new TypeError('a bug')
    return effectsOf(fact)
  }
  await createEffects({ facts, effectsOf: picky, agenda, log: silentLog }).sweep()
  expect(await keys()).toEqual(['booking:good:v1:remind'])
})

test('a fact that changed while its effects were carried over has newer ones to come', async () => {
  const { model, facts, agenda, effectsOf } = openBookings()
  await model.create({ _id: 'b1', version: 1, dirty: true, at: '10:00' })
  const slowAgenda = {
    put: async (items: Parameters<typeof agenda.put>[0]) => {
      await agenda.put(items)
      await model.updateOne({ _id: 'b1', version: 1 }, { $set: { at: '12:00', dirty: true }, $inc: { version: 1 } })
    },
  }
  await createEffects({ facts, effectsOf, agenda: slowAgenda, log: silentLog }).sweep()
  expect(await model.findById('b1').lean()).toMatchObject({ version: 2, dirty: true })
  await createEffects({ facts, effectsOf, agenda, log: silentLog }).sweep()
  expect(await keys()).toEqual(['booking:b1:v1:remind', 'booking:b1:v2:remind'])
})
