import { join } from 'node:path'
import type { Place } from './place.ts'
import { onFreePort } from './port.ts'
import { run } from './run.ts'
import type { Server } from './server.ts'

/** Debian's PostgreSQL 18, as it stands in the system that DocumentDB is installed into. */
const programs = '/usr/lib/postgresql/18/bin'

/** Inside that system: an initialised database to copy, the throw-away ones, and where a durable one is mounted. */
export const home = '/var/lib/yingke'
export const template = `${home}/template`
export const runs = `${home}/runs`
export const mountPoint = `${home}/data`

/**
 * Starts PostgreSQL in the system under `root` (changed into, nothing of it is mounted), on `dataDir` as seen from
 * there. It refuses to run as root, so it runs as that system's user postgres. `mounted`: a directory of this machine
 * shown at `dataDir`, to this one server only and as long as it lives.
 */
export async function startPostgres(options: {
  root: string
  place: Place
  dataDir: string
  durable: boolean
  mounted?: string
}): Promise<{ server: Server; port: number }> {
  const { root, place, dataDir, durable, mounted } = options
  // SIGINT ends the connections and writes everything; SIGQUIT just stops, which is enough for what is thrown away.
  const stopSignal = durable ? 'SIGINT' : 'SIGQUIT'
  return onFreePort(async (port) => {
    const settings = settingsOf(port, durable).flatMap((setting) => ['-c', setting])
    const server = await place.serve({
      name: 'postgres',
      command: [
        ...(mounted ? mountedAt(join(root, dataDir), mounted) : []),
        ...asPostgres(root, ['--pdeathsig', stopSignal.slice(3)]),
        ...[`${programs}/postgres`, '-D', dataDir, ...settings],
      ],
      stopSignal,
      isReady: (log) => log.includes('database system is ready to accept connections'),
    })
    return { server, port }
  })
}

/** An empty database directory. */
export async function initialise(root: string, dataDir: string): Promise<void> {
  await run(['chroot', root, 'install', '-d', '-o', 'postgres', '-g', 'postgres', dataDir])
  const flags = ['-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  await run([...asPostgres(root), `${programs}/initdb`, '-D', dataDir, ...flags])
}

/** Runs one statement; throws what PostgreSQL says against it. */
export async function statement(root: string, port: number, sql: string): Promise<void> {
  const address = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres']
  await run(['chroot', root, `${programs}/psql`, '-q', ...address, '-v', 'ON_ERROR_STOP=1', '-c', sql])
}

function asPostgres(root: string, flags: string[] = []): string[] {
  return ['chroot', root, 'setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...flags]
}

/** A mount in a name space of its own needs no unmounting: it ends with the process. */
function mountedAt(mountPoint: string, dir: string): string[] {
  const script = 'mount --bind "$1" "$2" && shift 2 && exec "$@"'
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', dir, mountPoint]
}

function settingsOf(port: number, durable: boolean): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    // Every process of the product holds a pool, and the gateway turns each busy connection into one of these.
    'max_connections=200',
    'shared_preload_libraries=pg_cron, pg_documentdb_core, pg_documentdb',
    'cron.database_name=postgres',
    // DocumentDB looks for indexes to build every 2 s; told of it, log and table would grow for ever.
    'cron.log_statement=off',
    'cron.log_run=off',
    // The clients are told of their errors; a duplicate key is no news for a log. `log` stands above `error` here.
    'log_min_messages=log',
    'log_checkpoints=off',
    // Racing writes of one unique key wait for each other in a circle now and then: that is found at once, and no wait is endless.
    'deadlock_timeout=100ms',
    'lock_timeout=10s',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
}
