import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { progressBar } from '../../src/cli/progress-bar.ts'
import { systemClock } from '../../src/clock.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { createShop } from '../../src/shop/shop.ts'
import { sampleShop } from '../support/sample-profile.ts'
import { yingke } from './yingke.ts'

// Each command is a process of its own, which takes its time where others work beside it.
vi.setConfig({ testTimeout: 120_000 })

const uri = withDatabase(inject('mongodbUri'), 'customers_cli')
const env = { MONGODB_URI: uri, REDIS_URL: inject('redisUrl'), BOT_TOKEN: `1000001:${'A'.repeat(35)}` }
let dir: string
let file: string
let connection: Connection

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yingke-customers-'))
  file = join(dir, 'list.csv')
  connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise()
  await connection.dropDatabase()
  writeFileSync(
    file,
    '姓名,手机,车牌,车型,上次进店,星座\n周然,13800001234,粤B12345,yk-s3,2025-12-01,双子\n林晓,12,,,,\n',
  )
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
  rmSync(dir, { recursive: true })
})

test('a database that knows no shop is said to be one', async () => {
  const { code, says } = await yingke(['customers', 'import', file], env)
  expect(says).toContain('knows no shop yet')
  expect(code).toBe(2)
  const shop = createShop({ connection, clock: systemClock, otherPersonalData: [] })
  await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()))
  await shop.profile.adopt(sampleShop)
})

test('a list is counted without being taken, then taken; no row is ever repeated', async () => {
  const dry = await yingke(['customers', 'import', file, '--dry-run'], env)
  expect(dry.says).toContain('共2行：新增1，更新0，不变0，未导入1')
  expect(dry.says).toContain('什么都没有写入')
  expect(await connection.collection('customers').countDocuments()).toBe(0)
  const { code, says } = await yingke(['customers', 'import', file], env)
  expect(says).toContain('第3行 手机：不是能用的手机号')
  expect(says).toContain('不认识、没有读的列：星座')
  expect(says).not.toMatch(/周然|林晓|13800001234|粤B/)
  expect(code).toBe(1)
})

test('for programs there is one object', async () => {
  const { says } = await yingke(['customers', 'import', file, '--json'], env)
  expect(JSON.parse(says)).toMatchObject({
    dryRun: false,
    rows: 2,
    unchanged: 1,
    byReason: { 'phone-invalid': 1 },
    faults: [{ row: 3, column: 'phone', reason: 'phone-invalid', says: expect.stringContaining('第3行') }],
  })
})

test('what is wrong with the whole file is said in a sentence', async () => {
  const twice = join(dir, 'twice.csv')
  writeFileSync(twice, '手机,车牌,车牌号\n')
  const { code, says } = await yingke(['customers', 'import', twice], env)
  expect(says).toContain('第1行附近：表头出现了两次 (车牌)')
  expect(code).toBe(2)
})

test('a file that is not there is named, and asked for when none is given', async () => {
  expect(await yingke(['customers', 'import', '/nowhere.csv'], env)).toEqual({ code: 2, says: '没有这个文件\n' })
  expect(await yingke(['customers', 'import', file, '--dry'], env)).toMatchObject({ code: 2 })
  expect(await yingke(['customers', 'import'], env)).toMatchObject({
    code: 2,
    says: expect.stringContaining('哪个文件'),
  })
})

test('what is due by a day is listed with its reasons', async () => {
  const { code, says } = await yingke(['due', '2026-12-01'], env)
  expect(says).toContain('粤B·12345 · 周然 · +8613800001234')
  expect(says).toContain(
    '2026年12月1日 保养到期：上次保养 2025年12月1日，满 12 个月〔把握不大：里程读数太少，只按月份算〕',
  )
  expect(says).toContain('共1台')
  expect(code).toBe(0)
  expect((await yingke(['due', '2026-11-30'], env)).says).toContain('没有到期的车')
  expect(await yingke(['due', 'soon'], env)).toMatchObject({ code: 2 })
})

test('a bar grows on a terminal, and only there', () => {
  const drawn: string[] = []
  const write = (text: string) => drawn.push(text) > 0
  progressBar({ isTTY: false, write }).show('导入', 0.5)
  expect(drawn).toEqual([])
  const bar = progressBar({ isTTY: true, write })
  bar.show('导入', 0.5)
  bar.end()
  expect(drawn).toEqual([`\r导入 ${'█'.repeat(15)}${'░'.repeat(15)} 50% `, '\r\x1b[2K'])
})
