import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const BOT_TOKEN = '1000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const local = { BOT_TOKEN, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' }
const problemsOf = (env: Record<string, string>) => {
  const config = readConfig(env)
  return 'problems' in config ? config.problems : []
}

describe('settings', () => {
  it('need nothing but a token', () => {
    expect(readConfig({ BOT_TOKEN })).toMatchObject({
      roles: ['bot', 'worker', 'web'],
      port: 8080,
      ingress: { by: 'polling' },
      clock: { kind: 'system' },
    })
  })

  it('list everything that is wrong at once, and repeat no value', () => {
    const wrong = {
      BOT_TOKEN: 'secret',
      MONGODB_URI: 'x',
      REDIS_URL: 'y',
      ROLE: 'cook',
      PORT: '99999',
      SHOP_FILE: '/nowhere',
      SHOP_CLOCK: 'sundial',
      LOG_LEVEL: 'loud',
    }
    const problems = problemsOf(wrong)
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(Object.keys(wrong).sort())
    expect(problems.join('\n')).not.toContain('secret')
  })

  it('treat an empty line as not set', () => {
    expect(readConfig({ BOT_TOKEN, PORT: '', SHOP_FILE: '' })).toMatchObject({ port: 8080, shopFile: null })
  })

  it('accept simulated time only with a Bot API on the loopback interface, and a time to start from', () => {
    expect(problemsOf({ BOT_TOKEN, SHOP_CLOCK: 'simulated', SHOP_CLOCK_AT: '2026-03-02T09:00+08:00' })[0]).toContain(
      'loopback',
    )
    expect(problemsOf({ ...local, SHOP_CLOCK: 'simulated' })[0]).toContain('SHOP_CLOCK_AT')
    expect(problemsOf({ ...local, SHOP_CLOCK: 'simulated', SHOP_CLOCK_AT: '2026-03-02T09:00' })[0]).toContain('offset')
    expect(readConfig({ ...local, SHOP_CLOCK: 'simulated', SHOP_CLOCK_AT: '2026-03-02T09:00+08:00' })).toMatchObject({
      clock: { kind: 'simulated' },
    })
  })

  it('want a secret with a webhook', () => {
    expect(problemsOf({ BOT_TOKEN, WEBHOOK_URL: 'https://shop.example/telegram' })[0]).toContain('openssl rand')
  })

  it('are all described in .env.example', () => {
    const described = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    const named = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): z/gm)].map(([, name]) => name)
    expect(described.sort()).toEqual(
      [...named, 'SHOP_CLOCK_AT'].filter((name, i, all) => all.indexOf(name) === i).sort(),
    )
  })
})
