import { randomBytes } from 'node:crypto'
import { mkdir, readlink, symlink, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, ownIdentity } from './identity.ts'

export type Lock = { release(): Promise<void> }

/**
 * Takes a lock between processes, or answers who has it. The lock is a symbolic link that points to its holder's
 * identity: made with its content in one step, so it is never seen half written, and worthless once the holder is dead.
 */
export async function tryLock(file: string): Promise<Lock | { heldBy: string }> {
  await mkdir(dirname(file), { recursive: true })
  const mine = `${await ownIdentity()}-${randomBytes(4).toString('hex')}`
  for (;;) {
    if (await links(mine, file)) return { release: () => unlink(file) }
    const holder = await readlink(file).catch(ignoreMissing)
    if (holder === undefined) continue
    if (await isAlive(holder)) return { heldBy: holder }
    await removeDead(file, holder, mine)
  }
}

/** Does the work while holding the lock, and waits for it as long as another living process has it. */
export async function underLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await tryLock(file)
    if ('release' in lock) return work().finally(lock.release)
    await sleep(200)
  }
}

/**
 * Two may find the same dead holder, and the second must not take the first one's fresh lock for it: only who holds the
 * right to break may remove a lock, and looks again before it does.
 */
async function removeDead(file: string, holder: string, mine: string): Promise<void> {
  const breaking = `${file}.breaking`
  if (!(await links(mine, breaking))) {
    const breaker = await readlink(breaking).catch(ignoreMissing)
    if (breaker !== undefined && !(await isAlive(breaker))) await unlink(breaking).catch(ignoreMissing)
    else await sleep(breakingMs)
    return
  }
  const stillThere = (await readlink(file).catch(ignoreMissing)) === holder
  if (stillThere) await unlink(file).catch(ignoreMissing)
  await unlink(breaking)
}

/** Breaking a lock takes two calls to the file system. */
const breakingMs = 5

async function links(content: string, file: string): Promise<boolean> {
  try {
    await symlink(content, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!hasCode(error, 'ENOENT')) throw error
}

const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
