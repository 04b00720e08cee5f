import { Redis } from 'ioredis'
import mongoose from 'mongoose'

/** Something about a server that the operator must know. With an `error` the product does not start. */
export type Finding = {
  about: 'database' | 'Redis'
  level: 'error' | 'warning'
  reason: 'unreachable' | 'too-old' | 'evicts' | 'forgets'
  /** One plain sentence, without passwords. */
  says: string
}

/** mongoose 9's driver asks for MongoDB 4.4, BullMQ 6 recommends no Redis below 6.2. */
const oldestDatabase = '4.4'
const oldestRedis = '6.2'
const answerWithinMs = 3_000

/** Looks at both servers: whether they answer within 3 s, are new enough, and keep what is entrusted to them. */
export async function checkServices(uris: { mongodbUri: string; redisUrl: string }): Promise<Finding[]> {
  const findings = await Promise.all([checkDatabase(uris.mongodbUri), checkRedis(uris.redisUrl)])
  return findings.flat()
}

/** The database at `uri`: reachable and new enough. FerretDB calls itself the MongoDB it is like. */
export async function checkDatabase(uri: string): Promise<Finding[]> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: answerWithinMs })
  try {
    const { version } = await client.db('admin').command({ buildInfo: 1 })
    return isOlder(String(version), oldestDatabase) ? [tooOld('database', String(version), oldestDatabase)] : []
  } catch (error) {
    return [unreachable('database', uri, error)]
  } finally {
    await client.close()
  }
}

/** The Redis at `url`: reachable, new enough, never evicting (queues live in it), and written to disk. */
export async function checkRedis(url: string): Promise<Finding[]> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: answerWithinMs, retryStrategy: () => null })
  let cause: unknown = null
  redis.on('error', (error) => {
    cause = error
  })
  try {
    await redis.connect()
    const info = await redis.info()
    return [versionOf(info), evictionOf(info), await persistenceOf(info, redis)].filter((finding) => finding !== null)
  } catch (error) {
    return [unreachable('Redis', url, cause ?? error)]
  } finally {
    redis.disconnect()
  }
}

function versionOf(info: string): Finding | null {
  const version = field(info, 'redis_version')
  return isOlder(version, oldestRedis) ? tooOld('Redis', version, oldestRedis) : null
}

function evictionOf(info: string): Finding | null {
  const policy = field(info, 'maxmemory_policy')
  if (policy === 'noeviction') return null
  const says = `Redis may throw queued work away when its memory is full: set its maxmemory-policy to noeviction, not ${policy}`
  return { about: 'Redis', level: 'error', reason: 'evicts', says }
}

/** Managed servers forbid CONFIG; then snapshots are assumed. */
async function persistenceOf(info: string, redis: Redis): Promise<Finding | null> {
  if (field(info, 'aof_enabled') === '1') return null
  const [, snapshots] = await redis.config('GET', 'save').then(pairOf, () => ['save', 'unknown'])
  if (snapshots !== '') return null
  const says =
    'Redis keeps nothing over a restart: what is queued is then rebuilt from the database, which takes a while'
  return { about: 'Redis', level: 'warning', reason: 'forgets', says }
}

const pairOf = (answer: unknown) => (Array.isArray(answer) ? answer.map(String) : [])

const field = (info: string, name: string) => info.match(new RegExp(`^${name}:(.*?)\\r?$`, 'm'))?.[1] ?? ''

function tooOld(about: Finding['about'], version: string, oldest: string): Finding {
  return { about, level: 'error', reason: 'too-old', says: `the ${about} is version ${version}: ${oldest} is needed` }
}

function unreachable(about: Finding['about'], uri: string, error: unknown): Finding {
  const address = uri.replace(/\/\/[^/]*@/, '//').replace(/\?.*/, '')
  const cause = error instanceof Error ? error.message : String(error)
  return { about, level: 'error', reason: 'unreachable', says: `the ${about} at ${address} does not answer: ${cause}` }
}

function isOlder(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number)
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}
