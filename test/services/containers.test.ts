import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const service = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.unknown()).default([]),
  ports: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()).default([]) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
})
const compose = z.object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })

const { services, volumes } = compose.parse(parse(await readFile('compose.yaml', 'utf8'), { merge: true }))
const { mongo, redis, ...apps } = services

test('the app runs once per role, when both servers are healthy', () => {
  expect(Object.keys(apps)).toEqual(['bot', 'worker', 'web'])
  for (const [role, app] of Object.entries(apps)) {
    expect(app.environment).toMatchObject({
      ROLE: role,
      MONGODB_URI: 'mongodb://mongo:27017/yingke?replicaSet=rs0',
      REDIS_URL: 'redis://redis:6379',
    })
    expect(app.depends_on).toEqual({
      mongo: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    })
  }
})

test('the database is a replica set that makes itself, on a volume', () => {
  expect(mongo?.command).toContain('--replSet')
  expect(mongo?.healthcheck?.test.at(-1)).toContain("host: 'mongo:27017'")
  expect(mongo?.volumes).toEqual(['mongo:/data/db'])
})

test('Redis writes to disk every second, never evicts, and lies on a volume', () => {
  const flags = redis?.command.slice(1).join(' ')
  expect(flags).toBe('--appendonly yes --appendfsync everysec --maxmemory-policy noeviction')
  expect(redis?.healthcheck?.test.at(-1)).toContain('redis-cli ping')
  expect(redis?.volumes).toEqual(['redis:/data'])
  expect(Object.keys(volumes)).toEqual(['mongo', 'redis'])
})

test('no port is open to the network: only a proxy on the same machine reaches them', () => {
  const ports = Object.values(services).flatMap((each) => each.ports)
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
})

test('the image runs the app as a user without rights and asks for its health', async () => {
  const lines = (await readFile('Dockerfile', 'utf8')).split('\n')
  expect(lines).toContain('FROM node:24-slim')
  expect(lines).toContain('USER node')
  expect(lines).toContain('CMD ["npm", "start"]')
  expect(lines.join('\n')).toContain('/healthz')
})

test('nothing goes into the image that is not named', async () => {
  const [, first, ...named] = (await readFile('.dockerignore', 'utf8')).trim().split('\n')
  expect(first).toBe('*')
  expect(named.every((line) => line.startsWith('!'))).toBe(true)
})
