import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { documentDbBuild, startDocumentDb } from './documentdb.ts'
import { builtDocumentDb } from './documentdb-build.ts'
import { type Machine, thisMachine } from './machine.ts'
import { type Missing, ServicesMissing } from './missing.ts'
import { mongodDownload, mongodWays } from './mongod.ts'
import { durablePlace, throwAwayPlace } from './place.ts'
import type { Say } from './progress.ts'
import { redisWays } from './redis.ts'
import { firstThatWorks, type Ground, type Opened, type Way } from './way.ts'

export type Data = { kind: 'throw-away' } | { kind: 'durable'; dir: string }

export type Services = {
  /** As given; ours is a base that ends in `host:port/`, to which a database's name is added. */
  mongodbUri: string
  redisUrl: string
  /** What was chosen and why, a line each. */
  chosen: string[]
  /** Takes a server away and brings it back, same port and data; `null` for one that was given. */
  database: Outage | null
  redis: Outage | null
  /** Stops what was started, removes what is thrown away. */
  close(): Promise<void>
}

export type Outage = Pick<Opened, 'stop' | 'start'>

/**
 * Redis and a MongoDB-compatible database: those that are given, else servers of our own on free ports of 127.0.0.1,
 * on data that is thrown away or kept. `say` hears what was chosen and of everything that takes more than 2 s. Throws
 * `ServicesMissing` when one cannot be had, and an error when the durable directory is in use.
 */
export async function openServices(options: {
  mongodbUri?: string | undefined
  redisUrl?: string | undefined
  data: Data
  say: Say
  machine?: Machine
}): Promise<Services> {
  const { mongodbUri, redisUrl, data, say, machine = thisMachine() } = options
  if (mongodbUri && redisUrl) {
    const chosen = [given('database', 'MONGODB_URI'), given('Redis', 'REDIS_URL')]
    for (const line of chosen) say(line)
    return { mongodbUri, redisUrl, chosen, database: null, redis: null, close: async () => {} }
  }

  const place = await openPlace(data, machine, say)
  try {
    const ground = { machine, place, say }
    const [database, redis] = await Promise.all([
      own('database', 'MONGODB_URI', mongodbUri, databaseWays(ground)),
      own('Redis', 'REDIS_URL', redisUrl, redisWays(ground)),
    ])
    const missing = [database, redis].flatMap((service) => ('missing' in service ? [service.missing] : []))
    if ('missing' in database || 'missing' in redis) throw new ServicesMissing(missing)
    const chosen = [database.why, redis.why]
    for (const line of chosen) say(line)
    return {
      mongodbUri: database.url,
      redisUrl: redis.url,
      chosen,
      database: database.outage,
      redis: redis.outage,
      close: place.close,
    }
  } catch (error) {
    await place.close()
    throw error
  }
}

type Found = { url: string; why: string; outage: Outage | null }

async function own(
  name: Missing['name'],
  variable: string,
  givenUrl: string | undefined,
  ways: Way[],
): Promise<Found | { missing: Missing }> {
  if (givenUrl) return { url: givenUrl, why: given(name, variable), outage: null }
  const { opened, lacks } = await firstThatWorks(ways)
  if (!opened) return { missing: { name, lacks } }
  const reasons = [`${variable} is not set`, ...lacks].join(', ')
  return { url: opened.url, why: `${name}: ${opened.what} at ${opened.url} (${reasons})`, outage: opened }
}

const given = (name: Missing['name'], variable: string) => `${name}: the one given in ${variable}`

/**
 * A built FerretDB goes before a download: it stands in the cache only where nothing could be downloaded, and looking
 * again would cost up to 3 s at every start. Kept data is read by the kind of server that wrote it.
 */
function databaseWays(ground: Ground): Way[] {
  const wrote = (file: string) => existsSync(join(ground.place.dir, file))
  const build = builtDocumentDb(ground.machine)
  const documentDb = build ? () => startDocumentDb(build, ground) : documentDbBuild(ground)
  if (wrote('documentdb/PG_VERSION')) return [documentDb]
  if (wrote('mongod/WiredTiger')) return [...mongodWays(ground), mongodDownload(ground)]
  const last = build ? [documentDb, mongodDownload(ground)] : [mongodDownload(ground), documentDb]
  return [...mongodWays(ground), ...last]
}

function openPlace(data: Data, { cacheDir }: Machine, say: Say) {
  return data.kind === 'durable' ? durablePlace(data.dir, say) : throwAwayPlace(join(cacheDir, 'runs'), say)
}
