import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { checkDatabase, checkRedis, checkServices } from '../../src/services/checks.ts'
import { openServices, type Services } from '../../src/services/services.ts'
import { testMachine } from '../support/machine.ts'

let services: Services
let redis: Redis
beforeAll(async () => {
  const mongodbUri = inject('mongodbUri')
  services = await openServices({ mongodbUri, data: { kind: 'throw-away' }, say: () => {}, machine: testMachine() })
  redis = new Redis(services.redisUrl)
})
afterAll(async () => {
  await redis?.quit()
  await services?.close()
})

test('a Redis that may evict is an error, in a plain sentence', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
  expect(await checkRedis(services.redisUrl)).toContainEqual({
    about: 'Redis',
    level: 'error',
    reason: 'evicts',
    says: 'Redis may throw queued work away when its memory is full: set its maxmemory-policy to noeviction, not allkeys-lru',
  })
  await redis.config('SET', 'maxmemory-policy', 'noeviction')
  expect((await checkRedis(services.redisUrl)).map(({ reason }) => reason)).not.toContain('evicts')
})

test('a Redis without persistence is a warning, and one with it is none', async () => {
  expect(await checkRedis(services.redisUrl)).toMatchObject([{ level: 'warning', reason: 'forgets' }])
  await redis.config('SET', 'appendonly', 'yes')
  expect(await checkRedis(services.redisUrl)).toEqual([])
  await redis.config('SET', 'appendonly', 'no')
})

test('a database that answers and is new enough is nothing to speak of', async () => {
  expect(await checkDatabase(services.mongodbUri)).toEqual([])
})

test('servers that do not answer are told without their passwords', async () => {
  const findings = await checkServices({
    mongodbUri: 'mongodb://shop:secret@127.0.0.1:1/yingke?authSource=admin',
    redisUrl: 'redis://:secret@127.0.0.1:1',
  })
  expect(findings).toMatchObject([
    { about: 'database', level: 'error', reason: 'unreachable' },
    { about: 'Redis', level: 'error', reason: 'unreachable' },
  ])
  expect(findings[0]?.says).toContain('mongodb://127.0.0.1:1/yingke does not answer')
  expect(JSON.stringify(findings)).not.toContain('secret')
})
