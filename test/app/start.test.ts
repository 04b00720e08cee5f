import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withDatabase } from '../../src/database-uri.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { environmentOf, startProcess } from '../support/process.ts'

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
    const one = startProcess(environmentOf(simulator, database), args)
    await one.prints('"ready"')
    const li = simulator.user()
    await li.start()
    await li.sees('马上预约', 30_000)
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
