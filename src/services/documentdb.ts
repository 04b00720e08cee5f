import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Build, buildDocumentDb, buildLack, gatewayVersion } from './documentdb-build.ts'
import { type Place, removeOrphans } from './place.ts'
import { accepts, onFreePort } from './port.ts'
import { mountPoint, runs, startPostgres, statement, template } from './postgres.ts'
import { dyingWithParent, run, succeeds } from './run.ts'
import type { Ground, Opened, Way } from './way.ts'

/** FerretDB over DocumentDB, built first. */
export function documentDbBuild(ground: Ground): Way {
  return async () => {
    const lack = await buildLack(ground.machine)
    return lack ? { lacks: lack } : startDocumentDb(await buildDocumentDb(ground), ground)
  }
}

/**
 * FerretDB over DocumentDB. `stop` and `start` are the gateway's: to its clients the database is then away, as a
 * stopped mongod would be.
 */
export async function startDocumentDb({ root, gateway }: Build, { place }: Ground): Promise<Opened> {
  const data = place.durable ? await durableData(root, place.dir) : await throwAwayData(root, place)
  const postgres = await startPostgres({ root, place, durable: place.durable, ...data })
  // Kept data may have been written with an older build of the extension.
  if (place.durable) await statement(root, postgres.port, 'ALTER EXTENSION documentdb UPDATE')

  return onFreePort(async (port) => {
    const server = await place.serve({
      name: 'ferretdb',
      command: await dyingWithParent('SIGKILL', [
        gateway,
        `--postgresql-url=postgres://postgres@127.0.0.1:${postgres.port}/postgres`,
        `--listen-addr=127.0.0.1:${port}`,
        `--state-dir=${place.dir}`,
        ...['--no-auth', '--telemetry=disable', '--debug-addr=-', '--log-level=ERROR'],
      ]),
      // It holds no state, and asked politely it waits for its clients to leave.
      stopSignal: 'SIGKILL',
      isReady: () => accepts(port),
    })
    return { url: `mongodb://127.0.0.1:${port}/`, what: `FerretDB ${gatewayVersion} over DocumentDB`, ...server }
  })
}

/** A copy of the template inside the root, named after its run: what a dead run left is removed by that name. */
async function throwAwayData(root: string, place: Place): Promise<{ dataDir: string }> {
  await removeOrphans(join(root, runs))
  const dataDir = `${runs}/${basename(place.dir)}`
  place.alsoOwns(join(root, dataDir))
  await copyTemplate(root, join(root, dataDir))
  return { dataDir }
}

/** Kept data lies outside the root, which is only a cache, and is shown inside it. Throws where that is forbidden. */
async function durableData(root: string, dir: string): Promise<{ dataDir: string; mounted: string }> {
  if (!(await succeeds(['unshare', '--mount', 'true']))) {
    throw new Error('FerretDB cannot keep data here: this system does not let us mount a directory')
  }
  const mounted = join(dir, 'documentdb')
  if (!existsSync(mounted)) {
    await copyTemplate(root, `${mounted}.new`)
    await run(['sync', '--file-system', `${mounted}.new`])
    await run(['mv', `${mounted}.new`, mounted])
  }
  return { dataDir: mountPoint, mounted }
}

async function copyTemplate(root: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await run(['cp', '-a', '--reflink=auto', `${join(root, template)}/.`, to])
}
