import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, ownIdentity } from '../../src/services/identity.ts'
import { tryLock, underLock } from '../../src/services/lock.ts'
import { removeOrphans, throwAwayPlace } from '../../src/services/place.ts'
import { onFreePort } from '../../src/services/port.ts'
import { held } from './held.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yingke-'))
})
afterEach(() => rm(dir, { recursive: true }))

test('the next start ends what a killed process left, and only that', async () => {
  const mine = await throwAwayPlace(dir, () => {})
  const living = await held<{ children: string }>('orphan', dir)
  const dead = await held<{ children: string }>('orphan', dir)
  const [sleeperOfLiving, sleeperOfDead] = await Promise.all([childIn(living), childIn(dead)])
  await dead.kill()
  expect(await isAlive(sleeperOfDead)).toBe(true)

  await removeOrphans(dir)
  expect(await isAlive(sleeperOfDead)).toBe(false)
  expect(existsSync(dirname(dead.opened.children))).toBe(false)
  expect(await isAlive(sleeperOfLiving)).toBe(true)
  expect(existsSync(dirname(living.opened.children))).toBe(true)
  expect(existsSync(mine.dir)).toBe(true)

  await living.kill()
  await removeOrphans(dir)
  await mine.close()
  expect(await readdir(dir)).toEqual([])
})

test('a process that has another start under the same pid is another process', async () => {
  expect(await isAlive(await ownIdentity())).toBe(true)
  expect(await isAlive(`${process.pid}-1`)).toBe(false)
})

test('a lock is one holder’s at a time', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await readdir(dir)
    inside--
  }
  await Promise.all(Array.from({ length: 5 }, () => underLock(join(dir, 'lock'), work)))
  expect(most).toBe(1)
})

test('a lock whose holder is dead goes to exactly one of those who want it', async () => {
  const file = join(dir, 'lock')
  await symlink(`${process.pid}-1-dead`, file)
  const answers = await Promise.all(Array.from({ length: 8 }, () => tryLock(file)))
  expect(answers.filter((answer) => 'release' in answer)).toHaveLength(1)
})

test('another port is tried when somebody was quicker, and three times is enough', async () => {
  const tried: number[] = []
  const taken = async (port: number) => {
    tried.push(port)
    throw new Error('bind: Address already in use')
  }
  await expect(onFreePort(taken)).rejects.toThrow('in use')
  expect(new Set(tried).size).toBe(3)
  expect(await onFreePort(async (port) => port > 1023)).toBe(true)
})

const childIn = async ({ opened }: { opened: { children: string } }) =>
  (await readFile(opened.children, 'utf8')).split(' ')[0] ?? ''
