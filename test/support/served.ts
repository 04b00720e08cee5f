import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll } from 'vitest'

type Query = { collection: string; filter: Record<string, unknown>; sort: Record<string, 1 | -1> }

/** Operations whose first argument is a filter, as mongoose's debug hook names them. */
const filtered = new Set(
  'find findOne findOneAndUpdate updateOne updateMany replaceOne deleteOne deleteMany countDocuments'.split(' '),
)

/** Notes every query of a test file, one of each shape. `unserved` names those that no index serves. */
export function watchQueries() {
  const seen = new Map<string, Query>()
  const note = (method: string, query: Query) => {
    const shape = `${query.collection}.${method} ${shapeOf(query.filter)}`
    if (!seen.has(shape)) seen.set(shape, query)
  }
  beforeAll(() => {
    mongoose.set('debug', (collection: string, method: string, ...args: unknown[]) => {
      if (method === 'aggregate') for (const query of readBy(collection, args[0] as Stage[])) note(method, query)
      if (!filtered.has(method)) return
      const options = args
        .slice(1)
        .find((one): one is { sort: Query['sort'] } => typeof one === 'object' && one !== null && 'sort' in one)
      note(method, { collection, filter: args[0] as Query['filter'], sort: options?.sort ?? {} })
    })
  })
  afterAll(() => mongoose.set('debug', false))

  return {
    seen,
    async unserved(connection: Connection): Promise<string[]> {
      const found: string[] = []
      for (const [shape, query] of seen) if (!(await isServed(connection, query))) found.push(shape)
      return found
    },
  }
}

type Stage = { $match?: Query['filter']; $sort?: Query['sort']; $unionWith?: { coll: string; pipeline: Stage[] } }

/** What an aggregation reads from collections: the matching it begins with, and that of each union. */
function readBy(collection: string, pipeline: Stage[]): Query[] {
  const [head, next] = pipeline
  const own = head?.$match ? [{ collection, filter: head.$match, sort: next?.$sort ?? {} }] : []
  return [
    ...own,
    ...pipeline.flatMap(({ $unionWith }) => ($unionWith ? readBy($unionWith.coll, $unionWith.pipeline) : [])),
  ]
}

/** Whether the plan uses a declared index: mongod without COLLSCAN, DocumentDB with an index on what is asked for. */
export async function isServed(connection: Connection, { collection, filter, sort }: Query): Promise<boolean> {
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
