import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { handClock } from '../../src/clock.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { outreachIdOf } from '../../src/shop/outreach/outreach.ts'
import { createShop } from '../../src/shop/shop.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { springCare } from '../campaigns/support.ts'
import { environmentOf, startProcess } from '../support/process.ts'
import { until } from '../support/until.ts'

describe('npm start', () => {
  let simulator: Simulator
  const database = `t_${randomBytes(6).toString('hex')}`
  beforeAll(async () => {
    simulator = await startSimulator({ walls: 'off', now: () => new Date('2026-03-02T01:00:00Z') })
  })
  afterAll(async () => {
    await simulator.close()
    const connection = await mongoose.createConnection(withDatabase(inject('mongodbUri'), database)).asPromise()
    await connection.dropDatabase()
    await connection.close()
  })

  it('runs the product from its bundle, sample shop and all', async () => {
    const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync('package.json', 'utf8'))
    const [node, ...args] = scripts.start.split(' ')
    expect(node).toBe('node')
    const group = simulator.group({ title: '顾问群', forum: true })
    const env = { ...environmentOf(simulator, database), ADVISORS_CHAT_ID: String(group.id) }
    const one = startProcess(env, args)
    await one.prints('"ready"')
    const li = simulator.user()
    await li.start()
    await li.sees('马上预约', 30_000)

    // A picture is drawn with a font and a program that lie beside the code.
    const boss = simulator.user()
    await boss.start(await declined(database))
    await group.sees('不来的原因', { withinMs: 30_000 })
    const manager = group.member(boss)
    await manager.taps('📊 不来的原因')
    const pictureOf = () => group.chat.find(({ photo }) => photo)?.photo?.bytes
    await until(() => pictureOf() !== undefined)
    expect(pictureOf()?.subarray(1, 4).toString()).toBe('PNG')
    // Without its font it would be bars only.
    expect(pictureOf()?.length).toBeGreaterThan(10_000)
    expect(await one.kill('SIGTERM')).toBe(0)
  }, 120_000)

  it('points from the bundle to our own lines, and to nobody else’s', () => {
    const maps = readdirSync('dist').filter((name) => name.endsWith('.map'))
    const sources = maps.flatMap((name): string[] => JSON.parse(readFileSync(`dist/${name}`, 'utf8')).sources)
    expect(sources).toContain('../src/house.ts')
    expect(sources).toContain('../flows/booking/booking.ts')
    expect(sources.filter((source) => source.endsWith('.ts') && source.includes('node_modules'))).toEqual([])
    const house = readFileSync(`dist/${maps.find((name) => name.startsWith('app-'))?.replace('.map', '')}`, 'utf8')
    expect(house).toContain('sourceMappingURL=')
  })
})

/** A campaign that somebody declined, of which a manager may ask why; answers the manager's invitation. */
async function declined(database: string): Promise<string> {
  const connection = await mongoose.createConnection(withDatabase(inject('mongodbUri'), database)).asPromise()
  try {
    const shop = createShop({ connection, clock: handClock('2026-03-02T00:30:00Z'), otherPersonalData: [] })
    await shop.campaigns.open(springCare({ required: [] }), 'operator')
    await shop.campaigns.launch('spring-care', 'operator')
    const attempt = { customerId: 'cus_1', vehicleId: null, cause: 'campaign', ref: 'spring-care', attempt: 1 } as const
    await shop.outreaches.plan([{ ...attempt, key: 'one', itemIds: [], why: null }])
    await shop.outreaches.answer(outreachIdOf('one'), { what: 'no', declineReason: 'price' }, 'cus_1')
    const invited = await shop.advisors.invite({ role: 'manager', profileId: null, by: 'operator' })
    return 'token' in invited ? invited.token : expect.fail('no invitation')
  } finally {
    await connection.close()
  }
}
