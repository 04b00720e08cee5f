import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { maskName, maskPlate } from '../../src/cli/invites/masked.ts'
import { cardsPerSheet } from '../../src/cli/invites/sheet.ts'
import { systemClock } from '../../src/clock.ts'
import { csvLine } from '../../src/csv.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { createShop, type Shop } from '../../src/shop/shop.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { sampleShop } from '../support/sample-profile.ts'
import { yingke } from './yingke.ts'

// Each command is a process of its own, which takes its time where others work beside it.
vi.setConfig({ testTimeout: 120_000 })

const uri = withDatabase(inject('mongodbUri'), 'invites')
let dir: string
let simulator: Simulator
let connection: Connection
let shop: Shop
let env: Record<string, string>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yingke-invites-'))
  simulator = await startSimulator()
  connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise()
  await connection.dropDatabase()
  shop = createShop({ connection, clock: systemClock, otherPersonalData: [] })
  await shop.profile.adopt(sampleShop)
  for (let n = 0; n <= cardsPerSheet; n++) {
    const phone = `1390000${1000 + n}`
    const name = n === 0 ? '=周然' : `林${n}`
    await shop.customers.register({ id: `cus_${n}`, phone, name, language: 'zh-CN', by: 'import' })
    await shop.vehicles.add({ id: `veh_${n}`, customerId: `cus_${n}`, plate: `粤B${10_000 + n}`, by: 'import' })
  }
  await shop.customers.greet({ chat: 'tg:1', name: 'Chatting', language: 'en' })
  env = {
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    MONGODB_URI: uri,
    REDIS_URL: inject('redisUrl'),
  }
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
  await simulator.close()
  rmSync(dir, { recursive: true })
})

test('everybody without a chat gets a card, on sheets of A4, and a line in the index', async () => {
  const { code, says } = await yingke(['customers', 'invites', '--out', dir], env)
  expect(says).toContain(`${cardsPerSheet + 1}张邀请，2页`)
  expect(code).toBe(0)
  expect(readdirSync(dir).sort()).toEqual(['index.csv', 'sheet-0001.png', 'sheet-0002.png'])
  const png = readFileSync(join(dir, 'sheet-0001.png'))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1240, 1754])
  expect(statSync(join(dir, 'index.csv')).mode & 0o077).toBe(0)

  const index = readFileSync(join(dir, 'index.csv'), 'utf8')
  const links = [...index.matchAll(/https:\/\/t\.me\/(\w+)\?start=([\w-]+)/g)]
  expect(links).toHaveLength(cardsPerSheet + 1)
  expect(new Set(links.map(([, bot]) => bot))).toEqual(new Set([simulator.bot.username]))
  for (const [, , token = ''] of links) expect(await shop.invitations.find(token)).not.toBeNull()
  expect(index).not.toMatch(/1390000|周然|粤B10000|粤B·10000/)
  expect(index).toContain("'=**")
})

test('who has one gets no second, unless asked again', async () => {
  const other = join(dir, 'again')
  expect((await yingke(['customers', 'invites', '--out', other], env)).says).toContain('没有要邀请的客户')
  expect((await yingke(['customers', 'invites', '--out', other, '--again'], env)).says).toContain('2页')
})

test('names and plates are masked as a shop may post them', () => {
  expect([maskName('周然'), maskName('欧阳娜娜'), maskName('Anna Li'), maskName('')]).toEqual([
    '周**',
    '欧**',
    'A***',
    '',
  ])
  expect([maskPlate('粤B12345'), maskPlate('粤BD12345')]).toEqual(['粤B·***45', '粤B·****45'])
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
  '%s is no formula in a file we write',
  (cell) => {
    expect(csvLine([cell, 7])).toMatch(/^"?'/)
  },
)

test('commas, quotation marks and line breaks stay in their cell', () => {
  expect(csvLine(['a,b', 'say "hi"', 'x\ny', ''])).toBe('"a,b","say ""hi""","x\ny",\r\n')
})
