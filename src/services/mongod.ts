import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { onFreePort } from './port.ts'
import { withProgress } from './progress.ts'
import { dyingWithParent, run } from './run.ts'
import type { Ground, Lack, Opened, Way } from './way.ts'

const downloads = 'https://fastdl.mongodb.org/'

/** A mongod that is there already: on PATH, or downloaded earlier. */
export function mongodWays(ground: Ground): Way[] {
  return [() => onPath(ground), () => fromCache(ground)]
}

/** A mongod fetched from MongoDB's own download server, about 100 MB, once. */
export function mongodDownload(ground: Ground): Way {
  return async () => {
    const { machine, say } = ground
    if (!(await machine.reaches(downloads))) return { lacks: 'fastdl.mongodb.org cannot be reached' }
    const { MongoBinary } = await import('mongodb-memory-server-core')
    const program = await withProgress(say, 'downloading MongoDB', () => MongoBinary.getPath(where(ground)))
    return startMongod(program, ground)
  }
}

async function onPath(ground: Ground): Promise<Opened | Lack> {
  const program = await ground.machine.findProgram('mongod')
  return program ? startMongod(program, ground) : { lacks: 'no mongod is on PATH' }
}

async function fromCache(ground: Ground): Promise<Opened | Lack> {
  const { downloadDir } = where(ground)
  // Looked for first: loading the library takes half a second.
  if (!existsSync(downloadDir)) return { lacks: 'none was downloaded earlier' }
  const { DryMongoBinary } = await import('mongodb-memory-server-core')
  const program = await DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions({ downloadDir }))
  return program ? startMongod(program, ground) : { lacks: 'none was downloaded earlier' }
}

/** `~/.cache/mongodb-binaries`, where mongodb-memory-server keeps them for every project of the user. */
const where = ({ machine }: Ground) => ({ downloadDir: join(dirname(machine.cacheDir), 'mongodb-binaries') })

async function startMongod(program: string, { place }: Ground): Promise<Opened> {
  const dir = join(place.dir, 'mongod')
  await mkdir(dir, { recursive: true })
  return onFreePort(async (port) => {
    const server = await place.serve({
      name: 'mongod',
      command: await dyingWithParent('SIGTERM', [
        ...[program, '--dbpath', dir, '--bind_ip', '127.0.0.1', '--port', String(port)],
      ]),
      stopSignal: 'SIGTERM',
      isReady: (log) => /waiting for connections/i.test(log),
    })
    return { url: `mongodb://127.0.0.1:${port}/`, what: await nameOf(program), ...server }
  })
}

/** `db version v8.2.6` */
async function nameOf(program: string): Promise<string> {
  const [, version] = (await run([program, '--version'])).match(/db version v(\S+)/) ?? []
  return `MongoDB ${version ?? ''}`.trim()
}
