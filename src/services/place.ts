import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf, isAlive, ownIdentity } from './identity.ts'
import { tryLock } from './lock.ts'
import type { Say } from './progress.ts'
import { createServer, type Program, type Server } from './server.ts'

/** A directory of data and the servers that run on it. */
export type Place = {
  dir: string
  durable: boolean
  /** Starts a server that lives as long as the place. */
  serve(program: Program): Promise<Server>
  /** Another directory that goes when this one goes; named like `dir`, so that its owner is known. */
  alsoOwns(dir: string): void
  /** Stops the servers, the last started first; removes what is thrown away. Once: a second call waits for the first. */
  close(): Promise<void>
}

/**
 * A directory of its own under `parent`, named `<pid>-<start>-<random>` after the process it belongs to, so that two
 * runs never meet, and removed in the end. What dead processes left there is removed first, their servers ended.
 */
export async function throwAwayPlace(parent: string, say: Say): Promise<Place> {
  await removeOrphans(parent)
  const dir = join(parent, `${await ownIdentity()}-${randomBytes(4).toString('hex')}`)
  await mkdir(dir, { recursive: true })
  return place(dir, false, say, async (owned) => {
    await Promise.all([dir, ...owned].map(remove))
  })
}

/** A directory that stays. Throws when another living process uses it; servers of a dead one are ended first. */
export async function durablePlace(dir: string, say: Say): Promise<Place> {
  const lock = await tryLock(join(dir, 'in-use'))
  if ('heldBy' in lock) {
    const [pid] = lock.heldBy.split('-')
    throw new Error(
      `${dir} is in use by process ${pid}: stop it, or give both processes the same MONGODB_URI and REDIS_URL`,
    )
  }
  await endChildren(dir)
  await rm(join(dir, childrenFile), { force: true })
  return place(resolve(dir), true, say, () => lock.release())
}

/** Removes what dead processes left under `parent`, ending their servers; never touches what a living process owns. */
export async function removeOrphans(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    if (await isAlive(name)) continue
    await endChildren(join(parent, name))
    await remove(join(parent, name))
  }
}

const childrenFile = 'children'

function place(dir: string, durable: boolean, say: Say, leave: (owned: string[]) => Promise<void>): Place {
  const servers: Server[] = []
  const owned: string[] = []
  const children = new Map<ChildProcess, NodeJS.Signals>()
  const killAll = () => {
    for (const [child, stopSignal] of children) child.kill(stopSignal)
  }
  process.once('exit', killAll)

  async function onChild(child: ChildProcess, stopSignal: NodeJS.Signals): Promise<void> {
    if (child.pid === undefined) return
    children.set(child, stopSignal)
    child.once('exit', () => children.delete(child))
    const identity = await identityOf(child.pid)
    if (identity !== null) await appendFile(join(dir, childrenFile), `${identity} ${stopSignal}\n`)
  }

  async function close(): Promise<void> {
    for (const server of servers) await server.stop()
    process.removeListener('exit', killAll)
    await leave(owned)
  }
  let closed: Promise<void> | null = null

  return {
    dir,
    durable,
    async serve(program) {
      const server = createServer(program, { dir, say, onChild })
      servers.unshift(server)
      await server.start()
      return server
    },
    alsoOwns(more) {
      owned.push(more)
    },
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** Ends the servers that a dead process noted in `dir`, the last started first. */
async function endChildren(dir: string): Promise<void> {
  const notes = await readFile(join(dir, childrenFile), 'utf8').catch(() => '')
  for (const note of notes.split('\n').filter(Boolean).reverse()) {
    const [identity = '', stopSignal = 'SIGTERM'] = note.split(' ')
    if (!(await ends(identity, stopSignal)) && !(await ends(identity, 'SIGKILL')))
      throw new Error(`process ${identity} of an earlier run in ${dir} cannot be ended`)
  }
}

/** Sends the signal; whether the process has ended within 10 s. */
async function ends(identity: string, signal: string): Promise<boolean> {
  for (let waits = 0; waits < 200; waits++) {
    if (!(await isAlive(identity))) return true
    if (waits === 0) send(signal, Number.parseInt(identity, 10))
    await sleep(50)
  }
  return false
}

/** It may have ended of itself since it was looked for. */
function send(signal: string, pid: number): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** A server that was just killed may still be writing its last file. */
const remove = (dir: string) => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
