import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type App, openApp } from '../../src/app.ts'
import { type Role, readConfig } from '../../src/config.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { silentLog } from '../../src/log.ts'
import type { Services } from '../../src/services/services.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { ownServices } from '../support/own-services.ts'
import { until } from '../support/until.ts'

const patienceMs = 30_000

describe('while a server is away', () => {
  let services: Services
  let simulator: Simulator
  const apps: App[] = []
  beforeAll(async () => {
    services = await ownServices({ database: true })
  })
  beforeEach(async () => {
    simulator = await startSimulator({ walls: 'off', now: () => new Date('2026-03-02T01:00:00Z') })
  })
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close()
    await simulator.close()
  })
  afterAll(() => services?.close())

  async function open(roles: Role[] = ['bot', 'worker', 'web']) {
    const mongodbUri = withDatabase(services.mongodbUri, `t_${randomBytes(6).toString('hex')}`)
    const config = readConfig({
      BOT_TOKEN: simulator.token,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      SHOP_CLOCK: 'simulated',
      SHOP_CLOCK_AT: '2026-03-02T09:00+08:00',
      ROLE: roles.join(','),
      PORT: '0',
    })
    if ('problems' in config) throw new Error(config.problems.join('\n'))
    const prefix = `{${randomBytes(6).toString('hex')}}`
    const app = await openApp({ config, mongodbUri, redisUrl: services.redisUrl, prefix, log: silentLog })
    apps.push(app)
    return app
  }
  async function readyz(app: App) {
    const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`)
    return { status: answer.status, facts: (await answer.json()) as Record<string, string> }
  }
  const isReady = async (app: App) => (await readyz(app)).status === 200

  it.each(['redis', 'database'] as const)(
    'at the start, %s is named by /readyz, and the process goes on by itself once it is there',
    async (which) => {
      await services[which]?.stop()
      const app = await open()
      const before = await readyz(app)
      expect(before.status).toBe(503)
      expect(before.facts[which === 'redis' ? 'redis' : 'mongodb']).not.toBe('ok')
      expect((await fetch(`http://127.0.0.1:${app.port}/healthz`)).status).toBe(200)
      await services[which]?.start()
      await app.ready
      await until(() => isReady(app))
      const li = simulator.user()
      await li.start()
      await li.sees('马上预约', patienceMs)
    },
    120_000,
  )

  it.each(['redis', 'database'] as const)(
    'in the middle, %s takes no update with it: everybody is answered afterwards',
    async (which) => {
      const app = await open()
      await app.ready
      const people = Array.from({ length: 12 }, () => simulator.user())
      for (const user of people) await user.start()
      await Promise.all(people.map((user) => user.sees('马上预约', patienceMs)))
      const screens = people.map((user) => user.screen()?.id ?? 0)

      await Promise.all([services[which]?.stop(), ...people.slice(0, 6).map((user) => user.says('菜单'))])
      for (const user of people.slice(6)) await user.says('菜单')
      await until(async () => (await readyz(app)).status === 503)
      await services[which]?.start()
      await until(() => people.every((user, i) => (user.screen()?.id ?? 0) > (screens[i] ?? 0)))
      await until(() => isReady(app))
      expect(simulator.pendingUpdates()).toBe(0)
    },
    120_000,
  )

  it.each<Role>(['bot', 'worker', 'web'])('a process with the role %s answers for its health', async (role) => {
    const app = await open([role])
    await app.ready
    await until(() => isReady(app))
    for (const path of ['healthz', 'readyz', 'metrics'])
      expect((await fetch(`http://127.0.0.1:${app.port}/${path}`)).status).toBe(200)
  })
})
