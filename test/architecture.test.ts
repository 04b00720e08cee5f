import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const files = ['src', 'flows', 'jobs'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(top, name)),
)

type Import = { from: string; to: string; typeOnly: boolean; external: boolean }

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8')
  return [...text.matchAll(/^(import|export)\s+(type\s)?[^'"]*?from '([^']+)'/gms)].map(([, , type, to = '']) => {
    const external = !to.startsWith('.')
    return {
      from,
      to: external ? to : relative(root, resolve(root, dirname(from), to)),
      typeOnly: type !== undefined,
      external,
    }
  })
})

/** The room a file belongs to: `src/shop/customers`, `src/messages`, `flows`, or the file itself at the top of src. */
function roomOf(file: string): string {
  const [top, room, inner] = file.split('/')
  if (top !== 'src') return top ?? file
  if (room === 'shop') return `src/shop/${inner}`
  return `src/${room}`
}

/** Rooms from the ground up; each may use those on lower floors and itself. */
const floors: string[][] = [
  [
    'src/language.ts',
    'src/refusal.ts',
    'src/ids.ts',
    'src/instant.ts',
    'src/log.ts',
    'src/outage.ts',
    'src/database-uri.ts',
    'src/clock.ts',
    'src/metrics.ts',
    'src/services',
    'src/csv.ts',
    'src/picture',
  ],
  ['src/config.ts', 'src/stores.ts', 'src/time-machine.ts'],
  ['src/shop/change.ts', 'src/shop/facts.ts', 'src/shop/personal-data.ts', 'src/shop/finish-all.ts', 'src/shop/wishes'],
  ['src/shop/profile'],
  ['src/shop/care'],
  ['src/shop/customers', 'src/shop/vehicles', 'src/shop/days', 'src/shop/tasks'],
  ['src/shop/privacy', 'src/shop/appointments', 'src/shop/advisors', 'src/shop/importing'],
  ['src/shop/waiting-list', 'src/shop/preparation', 'src/shop/handoffs', 'src/shop/outreach', 'src/shop/cases'],
  ['src/shop/campaigns', 'src/shop/visits', 'src/shop/complaints'],
  ['src/shop/surveys'],
  ['src/shop/opinions', 'src/shop/improvements'],
  ['src/shop/shop.ts'],
  ['src/agenda'],
  ['src/messages'],
  ['src/conversation'],
  ['src/desk'],
  ['src/telegram', 'flows'],
  ['jobs'],
  ['src/web', 'src/standing.ts'],
  ['src/settling.ts', 'src/outcomes.ts'],
  ['src/house.ts'],
  ['src/app.ts'],
  ['src/main.ts', 'src/cli', 'src/simulator'],
  ['src/demo'],
]
const floorOf = (room: string) => floors.findIndex((floor) => floor.includes(room))

describe('the house', () => {
  it('has a floor for every room', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => floorOf(room) < 0)).toEqual([])
  })

  it('imports downward only', () => {
    const upward = imports.filter(({ from, to, external }) => {
      const [a, b] = [roomOf(from), roomOf(to)]
      return !external && a !== b && floorOf(b) >= floorOf(a)
    })
    expect(upward.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('has no circles between files', () => {
    const next = new Map<string, string[]>()
    for (const { from, to, typeOnly, external } of imports)
      if (!external && !typeOnly) next.set(from, [...(next.get(from) ?? []), to])
    const circles: string[] = []
    const done = new Set<string>()
    const walk = (file: string, path: string[]) => {
      if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      if (done.has(file)) return
      for (const to of next.get(file) ?? []) walk(to, [...path, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(circles).toEqual([])
  })

  it.each([
    ['telegraf', ['src/telegram']],
    ['bullmq', ['src/agenda', 'src/messages', 'src/telegram']],
    ['hono', ['src/web']],
    ['csv-parse', ['src/cli']],
    ['saxes', ['src/cli']],
    ['yauzl', ['src/cli']],
    ['qrcode-generator', ['src/cli']],
    ['@resvg/resvg-wasm', ['src/picture']],
    ['@hono/node-server', ['src/web']],
    ['@gramio/types', ['src/telegram', 'src/simulator']],
  ])('keeps %s in its own rooms', (library, rooms) => {
    const strangers = imports.filter(
      ({ from, to }) => (to === library || to.startsWith(`${library}/`)) && !rooms.includes(roomOf(from)),
    )
    expect(strangers.map(({ from }) => from)).toEqual([])
  })

  it('lets no flow use another flow, no job another job', () => {
    const helpers = /^(flows\/(steps\/|refusals|global-words|attending|opinions|understanding|flows)|jobs\/steps\/)/
    const unitOf = (file: string) =>
      file
        .replace(/\.texts\.ts$|\.ts$/, '')
        .split('/')
        .slice(0, 2)
        .join('/')
    const crossed = imports.filter(({ from, to, external }) => {
      if (external || roomOf(from) !== roomOf(to) || !['flows', 'jobs'].includes(roomOf(from))) return false
      if (/^(flows\/flows|jobs\/jobs)\.ts$/.test(from) || helpers.test(to)) return false
      return unitOf(from) !== unitOf(to)
    })
    expect(crossed.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('reads the environment in one place, and the time in one place', () => {
    const uses = (pattern: RegExp, allowed: RegExp) =>
      files.filter(
        (file) =>
          !allowed.test(file) &&
          pattern.test(readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
      )
    expect(uses(/process\.env/, /^src\/config\.ts$/)).toEqual([])
    expect(uses(/Date\.now\(|new Date\(\)|DateTime\.(now|local|utc)\(\)/, /^src\/(clock\.ts|simulator\/)/)).toEqual([])
  })

  it('registers every flow and every job', () => {
    for (const kind of ['flows', 'jobs'] as const) {
      const registry = readFileSync(join(root, kind, `${kind}.ts`), 'utf8')
      const declared = files.filter(
        (file) => file.startsWith(`${kind}/`) && /\b(flow|defineJob)\(\{/.test(readFileSync(join(root, file), 'utf8')),
      )
      expect(declared.filter((file) => !registry.includes(`./${relative(kind, file)}`))).toEqual([])
    }
  })
})
