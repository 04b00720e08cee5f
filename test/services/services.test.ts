import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import mongoose from 'mongoose'
import { afterEach, describe, expect, test } from 'vitest'
import { accepts } from '../../src/services/port.ts'
import { openServices, type Services } from '../../src/services/services.ts'
import { testMachine } from '../support/machine.ts'
import { held, until } from './held.ts'

const toClose: { close(): Promise<void> }[] = []
const machine = testMachine()
const portOf = (url: string) => Number(new URL(url).port)
const isServed = (url: string) => accepts(portOf(url))

async function opened(options: Partial<Parameters<typeof openServices>[0]> = {}): Promise<Services> {
  const services = await openServices({ data: { kind: 'throw-away' }, say: () => {}, machine, ...options })
  toClose.push(services)
  return services
}

async function ownDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'yingke-'))
  toClose.unshift({ close: () => rm(dir, { recursive: true }) })
  return dir
}

afterEach(async () => {
  for (const thing of toClose.splice(0).reverse()) await thing.close()
})

/** Does something with clients of both servers and closes them. */
async function withClients<T>({ mongodbUri, redisUrl }: Uris, work: (clients: Clients) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl)
  const connection = await mongoose.createConnection(`${mongodbUri}shop`).asPromise()
  try {
    return await work({ redis, notes: connection.collection<{ _id: string }>('notes') })
  } finally {
    await connection.close()
    await redis.quit()
  }
}
type Uris = { mongodbUri: string; redisUrl: string }
type Clients = { redis: Redis; notes: mongoose.mongo.Collection<{ _id: string }> }

const write = (name: string) => async (clients: Clients) => {
  await clients.redis.set('note', name)
  await clients.notes.insertOne({ _id: name })
}
const read = async ({ redis, notes }: Clients) => ({
  redis: await redis.get('note'),
  database: (await notes.find().toArray()).map(({ _id }) => _id),
})

describe('throw-away servers', () => {
  test('are there when opened, and gone with their data when closed', async () => {
    const { close, mongodbUri, redisUrl, chosen } = await opened()
    await withClients({ mongodbUri, redisUrl }, write('first'))
    expect(mongodbUri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/$/)
    expect(chosen).toHaveLength(2)
    expect(chosen[0]).toContain('MONGODB_URI is not set')

    await close()
    expect(await isServed(mongodbUri)).toBe(false)
    expect(await isServed(redisUrl)).toBe(false)
    const left = await readdir(join(machine.cacheDir, 'runs'))
    expect(left.filter((name) => name.startsWith(`${process.pid}-`))).toEqual([])
  })

  test('of two runs at once do not meet', async () => {
    const [one, other] = await Promise.all([opened(), opened()])
    await withClients(one, write('one'))
    await withClients(other, write('other'))
    expect(await withClients(one, read)).toEqual({ redis: 'one', database: ['one'] })
    await one.close()
    expect(await withClients(other, read)).toEqual({ redis: 'other', database: ['other'] })
  })

  test('ask nobody outside once everything is in the cache', { timeout: 90_000 }, async () => {
    await (await opened()).close()
    const asked: string[] = []
    const reaches = async (url: string) => asked.push(url) > 0
    await (await opened({ machine: { ...machine, reaches } })).close()
    expect(asked).toEqual([])
  })

  test.runIf(process.platform === 'linux')('die with a parent that is killed', async () => {
    const { opened: uris, kill } = await held<Uris>('services')
    expect(await isServed(uris.redisUrl)).toBe(true)
    await kill()
    await until(async () => !(await isServed(uris.redisUrl)) && !(await isServed(uris.mongodbUri)))
  })

  test('keep their queues whatever the memory', async () => {
    const { redisUrl, mongodbUri } = await opened()
    const policy = await withClients({ redisUrl, mongodbUri }, ({ redis }) => redis.config('GET', 'maxmemory-policy'))
    expect(policy).toEqual(['maxmemory-policy', 'noeviction'])
  })
})

describe('durable servers', () => {
  test('keep what was written over a close', async () => {
    const data = { kind: 'durable', dir: await ownDir() } as const
    const first = await opened({ data })
    await withClients(first, write('kept'))
    await first.close()
    expect(await withClients(await opened({ data }), read)).toEqual({ redis: 'kept', database: ['kept'] })
  })

  test('keep what was written over a kill of their parent', async () => {
    const dir = await ownDir()
    const { opened: uris, kill } = await held<Uris>('durable', dir)
    await withClients(uris, write('kept'))
    await kill()
    const again = await opened({ data: { kind: 'durable', dir } })
    expect(await withClients(again, read)).toEqual({ redis: 'kept', database: ['kept'] })
  })

  test('are refused to a second process, and free when the first has closed', async () => {
    const data = { kind: 'durable', dir: await ownDir() } as const
    const first = await opened({ data })
    await expect(opened({ data })).rejects.toThrow(`in use by process ${process.pid}`)
    await first.close()
    await opened({ data })
  })
})

describe('a server that is taken away', () => {
  test('comes back with its data, and a connection that waited goes on', async () => {
    const services = await opened()
    const redis = new Redis(services.redisUrl, { maxRetriesPerRequest: null })
    // FerretDB does not push its state as mongod does: the driver learns of it when it asks, every 10 s unless told.
    const options = { heartbeatFrequencyMS: 500 }
    const connection = await mongoose.createConnection(`${services.mongodbUri}shop`, options).asPromise()
    const notes = connection.collection<{ _id: string }>('notes')
    await notes.insertOne({ _id: 'before' })

    const lost = new Promise((resolve) => connection.once('disconnected', resolve))
    await services.database?.stop()
    await lost
    const waiting = notes.insertOne({ _id: 'after' })
    await services.database?.start()
    await waiting
    expect(await notes.countDocuments()).toBe(2)

    await services.redis?.stop()
    const ping = redis.ping()
    await services.redis?.start()
    expect(await ping).toBe('PONG')
    await connection.close()
    await redis.quit()
  })
})

describe('where the servers come from', () => {
  const poor = { ...machine, debian: false, root: false, findProgram: async () => null, reaches: async () => false }

  test('is the environment when it names them: nothing is started', async () => {
    const given = { mongodbUri: 'mongodb://db.example:27017/', redisUrl: 'redis://queue.example:6379' }
    const services = await opened({ ...given, machine: poor })
    expect(services).toMatchObject({ ...given, database: null, redis: null })
  })

  test('is one plain sentence with three ways where nothing can be had', async () => {
    const cacheDir = await ownDir()
    const failure = await opened({ machine: { ...poor, cacheDir } }).catch((error: Error) => error)
    expect(failure).toMatchObject({
      name: 'ServicesMissing',
      message:
        'There is no database (no mongod is on PATH, none was downloaded earlier, fastdl.mongodb.org cannot be reached, ' +
        'FerretDB cannot be built: this is no Debian system) and no Redis (neither redis-server nor valkey-server is on PATH, ' +
        'it cannot be installed: this is no Debian system): run "docker compose up -d mongo redis" and set ' +
        'MONGODB_URI=mongodb://127.0.0.1:27017/?directConnection=true REDIS_URL=redis://127.0.0.1:6379, ' +
        'or install MongoDB and redis-server, or set MONGODB_URI and REDIS_URL to what you have elsewhere',
    })
    expect(await readdir(join(cacheDir, 'runs'))).toEqual([])
  })

  test('names the one that is missing, and stops the other', async () => {
    const cacheDir = await ownDir()
    const noDatabase = { ...poor, cacheDir, findProgram: machine.findProgram }
    const mongodFree = async (name: string) => (name === 'mongod' ? null : noDatabase.findProgram(name))
    const failure = await opened({ machine: { ...noDatabase, findProgram: mongodFree } }).catch((error: Error) => error)
    expect(String(failure)).toContain('There is no database (')
    expect(String(failure)).not.toContain('no Redis')
    expect(await readdir(join(cacheDir, 'runs'))).toEqual([])
  })
})
