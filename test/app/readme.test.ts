import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import { sampleShop } from '../support/sample-profile.ts'

const readme = readFileSync('README.md', 'utf8')
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block
    .trim()
    .split('\n')
    .map((line) => line.trim()),
)

/** Runs a line of the README beside the servers of this test run; answers what it printed. */
async function run(line: string): Promise<string> {
  const env = { ...process.env, MONGODB_URI: inject('mongodbUri'), REDIS_URL: inject('redisUrl') }
  const { stdout } = await promisify(execFile)('sh', ['-c', line], { env, maxBuffer: 16 * 1024 * 1024 })
  return stdout
}

describe('the README', () => {
  it('names only commands and files that exist', () => {
    for (const [, script = ''] of readme.matchAll(/npm (?:run )?(demo|test|start|check|bench|yingke)\b/g))
      expect(Object.keys(scripts)).toContain(script)
    for (const [, path = ''] of readme.matchAll(/`((?:src|flows|jobs|test)\/[\w./-]+)`/g))
      expect(existsSync(path), path).toBe(true)
    for (const [, path = ''] of readme.matchAll(/\]\(((?!http)[^)]+)\)/g)) expect(existsSync(path), path).toBe(true)
  })

  it('lets a newcomer try it with one command', async () => {
    expect(commands).toContain('npm ci && npm run demo')
    expect(await run('npm run demo')).toContain('预约成功')
  }, 120_000)

  it('lets it be tried in English', async () => {
    expect(readme).toContain('npm run demo -- --lang en')
    expect(await run('npm run demo -- --lang en')).toContain('You’re booked')
  }, 120_000)

  it('checks a shop file as it says', async () => {
    const line = commands.find((command) => command.includes('shop check')) ?? ''
    expect(await run(line)).toContain('is right')
  }, 60_000)

  it('names the settings of reaching out as they are', () => {
    const { outreach } = sampleShop.settings
    const time = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
    expect(readme).toContain(`dueAt: "${time(outreach.dueAt)}"`)
    const { dueAheadDays, sameCauseAfterDays, callAfterDays, callsPerDay, marketingPer7Days, marketingPer30Days } =
      outreach
    const numbers = {
      dueAheadDays,
      sameCauseAfterDays,
      callAfterDays,
      callsPerDay,
      marketingPer7Days,
      marketingPer30Days,
    }
    for (const [name, value] of Object.entries(numbers)) expect(readme).toContain(`${name}: ${value}`)
  })
})
