import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import { booked, firstTime } from '../support/people.ts'

type Query = { collection: string; filter: Record<string, unknown>; sort: Record<string, 1 | -1> }

/** Operations whose first argument is a filter, as mongoose's debug hook names them. */
const filtered = new Set(
  'find findOne findOneAndUpdate updateOne updateMany replaceOne deleteOne deleteMany countDocuments'.split(' '),
)

describe('every query of a customer’s day', () => {
  const seen = new Map<string, Query>()
  beforeAll(() => {
    mongoose.set('debug', (collection: string, method: string, filter: Record<string, unknown>, ...rest: unknown[]) => {
      if (!filtered.has(method)) return
      const options = rest.find(
        (one): one is { sort: Query['sort'] } => typeof one === 'object' && one !== null && 'sort' in one,
      )
      const shape = `${collection}.${method} ${shapeOf(filter)}`
      if (!seen.has(shape)) seen.set(shape, { collection, filter, sort: options?.sort ?? {} })
    })
  })
  afterAll(() => mongoose.set('debug', false))
  const shop = openShop()

  it('is served by an index', async () => {
    const { stage } = shop
    const wang = await booked(stage)
    await wang.taps('🕐 改期')
    await wang.taps('📅 其他日期')
    await wang.says('我的预约')
    await wang.sendsPhoto()
    await wang.says('取消预约')
    await wang.taps('时间不合适')
    await wang.says('人工')
    await wang.says('我的车')
    await wang.says('我的资料')
    await wang.says('下周三上午保养')
    await wang.taps(firstTime(wang))
    await stage.moveTo(new Date(stage.present().getTime() + 86_400_000).toISOString())

    const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
    const unserved: string[] = []
    for (const [shape, query] of seen) if (!(await isServed(connection, query))) unserved.push(shape)
    await connection.close()
    expect(seen.size).toBeGreaterThan(20)
    expect(unserved).toEqual([])
  })

  it('would be found out without one', async () => {
    const connection = await mongoose.createConnection(shop.stage.databaseUri).asPromise()
    expect(await isServed(connection, { collection: 'customers', filter: { name: 'x' }, sort: {} })).toBe(false)
    await connection.close()
  })
})

/** Whether the plan uses a declared index: mongod without COLLSCAN, DocumentDB with an index on what is asked for. */
async function isServed(connection: Connection, { collection, filter, sort }: Query): Promise<boolean> {
  const plan = JSON.stringify(await connection.collection(collection).find(filter).sort(sort).explain('queryPlanner'))
  if (plan.includes('winningPlan')) return !plan.includes('COLLSCAN')
  const byOther = [...plan.matchAll(/"Index Name":"([^"]+)"/g)].some(([, name]) => name !== '_id_')
  return byOther || /"Index Cond":"[^"]*object_id/.test(plan)
}

/** The shape of a filter: its keys and operators, without values. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return '[]'
  if (typeof value !== 'object' || value === null || value instanceof Date) return '·'
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${shapeOf(inner)}`)
    .join(',')}}`
}
