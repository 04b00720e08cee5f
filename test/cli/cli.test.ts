import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { redisPrefix } from '../../src/config.ts'
import { withDatabase } from '../../src/database-uri.ts'
import { createGovernor } from '../../src/messages/governor.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { yingke } from './yingke.ts'

const sample = 'src/shop/profile/sample-shop.yaml'

let dir: string
let simulator: Simulator
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yingke-cli-'))
  simulator = await startSimulator()
})
afterAll(async () => {
  await simulator.close()
  await rm(dir, { recursive: true })
})

describe('doctor', () => {
  it('finds everything right, and exits 0', async () => {
    const { code, says } = await yingke(['doctor'], {
      BOT_TOKEN: simulator.token,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      MONGODB_URI: withDatabase(inject('mongodbUri'), 'doctor'),
      REDIS_URL: inject('redisUrl'),
      SHOP_FILE: sample,
      ADVISORS_CHAT_ID: '-1001',
    })
    expect(says).not.toContain('✗')
    expect(says).toContain(`@${simulator.bot.username}`)
    expect(says).toContain(`${sample} is right`)
    expect(code).toBe(0)
  })

  it('tells until when Telegram wants to be left alone', async () => {
    const redis = new Redis(inject('redisUrl'))
    const governor = createGovernor({ redis, prefix: redisPrefix })
    await governor.pause(10_072_000, { flooded: true })
    const { code, says } = await yingke(['doctor'], {
      BOT_TOKEN: simulator.token,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      MONGODB_URI: withDatabase(inject('mongodbUri'), 'doctor'),
      REDIS_URL: inject('redisUrl'),
    })
    await redis.del(`${redisPrefix}:pace`)
    await redis.quit()
    expect(says).toMatch(/! sending .*until .*\(168 min\)/)
    expect(code).toBe(0)
  })

  it('names everything that is wrong outside at once, shows no secret, and exits 1', async () => {
    const shopFile = join(dir, 'wrong.yaml')
    await writeFile(shopFile, 'name: 7\n')
    const token = '1000001:WRONGwrongWRONGwrongWRONGwrong12345'
    const { code, says } = await yingke(['doctor'], {
      BOT_TOKEN: token,
      TELEGRAM_API_ROOT: simulator.apiRoot,
      MONGODB_URI: 'mongodb://keeper:hunter2@127.0.0.1:9/yingke',
      REDIS_URL: 'redis://:hunter3@127.0.0.1:9',
      SHOP_FILE: shopFile,
    })
    expect(says).toContain('refuses the token')
    for (const what of ['telegram', 'database', 'redis', 'shop']) expect(says).toMatch(new RegExp(`✗ ${what}`))
    expect(says).toContain('! advisors')
    for (const hidden of [token, 'WRONG', 'hunter2', 'hunter3']) expect(says).not.toContain(hidden)
    expect(code).toBe(1)
  })

  it('lists wrong settings with what to do, and exits 1', async () => {
    const { code, says } = await yingke(['doctor'], { BOT_TOKEN: 'my-secret', PORT: 'eighty', ROLE: 'cook' })
    for (const name of ['BOT_TOKEN', 'PORT', 'ROLE']) expect(says).toContain(`${name}: `)
    expect(says).toContain('.env.example')
    expect(says).not.toContain('my-secret')
    expect(code).toBe(1)
  })
})

describe('shop check', () => {
  it('says that a right file is right, and exits 0', async () => {
    const { code, says } = await yingke(['shop', 'check', sample])
    expect(says).toMatch(/is right: \d+ bays/)
    expect(code).toBe(0)
  })

  it('names every mistake with its line, and exits 1', async () => {
    const file = join(dir, 'shop.yaml')
    const right = await readFile(sample, 'utf8')
    await writeFile(file, right.replace(/^timeZone:.*$/m, 'timeZone: Mars/Olympus').replace(/^bays:/m, 'bayz:'))
    const { code, says } = await yingke(['shop', 'check', file])
    const lines = says.split('\n').filter((line) => line.startsWith(`${file}:`))
    expect(lines.length).toBeGreaterThanOrEqual(2)
    expect(lines.every((line) => /:\d+ {2}/.test(line))).toBe(true)
    expect(says).toContain(`${lines.length} mistakes`)
    expect(code).toBe(1)
  })

  it('asks for a file, and exits 2', async () => {
    expect(await yingke(['shop', 'check'])).toMatchObject({ code: 2, says: expect.stringContaining('Which file?') })
    expect(await yingke(['shop', 'check', '/nowhere'])).toMatchObject({ code: 2 })
  })
})

describe('yingke', () => {
  it('shows its commands', async () => {
    const { code, says } = await yingke([])
    for (const command of ['shop check FILE', 'advisor invite', 'advisor list', 'advisor remove ID'])
      expect(says).toContain(command)
    expect(code).toBe(0)
    expect((await yingke(['fly'])).code).toBe(2)
  })
})
