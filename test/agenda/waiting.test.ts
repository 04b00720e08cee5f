import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/agenda/item.ts'
import { type House, item, minutesAfter, morning, openHouse } from './support.ts'

const many = 20_000
/** Documents of one insert; the database takes no more than 25,000. */
const atOnce = 10_000

type Asked = { filter: Record<string, unknown>; sort: Record<string, 1> }

describe('records that wait', { timeout: 120_000 }, () => {
  let house: House
  const asked: Asked[] = []
  beforeAll(async () => {
    house = await openHouse()
    // One an hour, the first of them in the evening.
    const items = Array.from({ length: many }, (_, i): AgendaItem => {
      const dueAt = minutesAfter(morning, 600 + i * 60)
      const times = { dueAt, expiresAt: minutesAfter(dueAt, 60) }
      return { ...item(`waits:${i}`, times), state: 'waiting', attempts: 0, failures: 0 }
    })
    for (let i = 0; i < many; i += atOnce)
      await house.model.collection.insertMany(items.slice(i, i + atOnce) as never[], { ordered: false })
    mongoose.set('debug', (_collection: string, method: string, filter: Asked['filter'], ...rest: unknown[]) => {
      const sort = rest.find(
        (one): one is Pick<Asked, 'sort'> => typeof one === 'object' && one !== null && 'sort' in one,
      )
      if (method.startsWith('find')) asked.push({ filter, sort: sort?.sort ?? {} })
    })
  })
  afterAll(async () => {
    mongoose.set('debug', false)
    await house.close()
  })

  test('are not looked at until they are due, by whoever looks for what is', async () => {
    const agenda = house.process()
    await agenda.put([item('now')])
    const running = agenda.run()
    while ((await house.stored('now')).state !== 'done') await agenda.timed.wake()
    await running.close()
    expect(await agenda.timed.isQuiet(morning)).toBe(true)
    expect(await agenda.timed.nextDueAt(morning)).toEqual(minutesAfter(morning, 600))

    const overMany = asked.filter(({ filter }) => !('_id' in filter))
    expect(overMany.some(({ filter }) => JSON.stringify(filter).includes('$gt'))).toBe(true)
    expect(overMany.some(({ filter }) => filter.state === 'waiting' && JSON.stringify(filter).includes('$lte'))).toBe(
      true,
    )
    for (const { filter, sort } of overMany) {
      const plan = JSON.stringify(await house.model.collection.find(filter).sort(sort).explain('queryPlanner'))
      expect(plan, JSON.stringify(filter)).toMatch(/state_1_(?:dueAt|claimedAt)_1/)
      // These indexes hold just what is asked for, so this is how many keys are touched.
      expect(await house.model.countDocuments(filter), JSON.stringify(filter)).toBeLessThanOrEqual(15)
    }
  })
})
