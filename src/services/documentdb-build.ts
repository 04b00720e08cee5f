import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { aptLack, installPackage } from './apt.ts'
import { underLock } from './lock.ts'
import type { Machine } from './machine.ts'
import { type Place, throwAwayPlace } from './place.ts'
import { home, initialise, mountPoint, runs, startPostgres, statement, template } from './postgres.ts'
import { withProgress } from './progress.ts'
import { dyingWithParent, run } from './run.ts'
import type { Ground } from './way.ts'

/** `root`: a small Debian with PostgreSQL and DocumentDB, 740 MB. `gateway`: the FerretDB program, 36 MB. */
export type Build = { root: string; gateway: string }

export const gatewayVersion = '2.7.0'
const gatewayPackage = `github.com/FerretDB/FerretDB/v2/cmd/ferretdb@v${gatewayVersion}`

/** Debian testing has DocumentDB; unstable has it when testing has just lost it. */
const suites = ['forky', 'sid']

/** FerretDB 2.7 declares it in its go.mod. */
const goNeeded = [1, 25] as const

/** What was built on this machine before; `null` when it is not complete. */
export function builtDocumentDb(machine: Machine): Build | null {
  const build = placesOf(machine)
  return existsSync(build.root) && existsSync(build.gateway) ? build : null
}

/** What this machine lacks for building, `null` when nothing. */
export async function buildLack(machine: Machine): Promise<string | null> {
  const lack = aptLack(machine) ?? (await goLack(machine))
  return lack && `FerretDB cannot be built: ${lack}`
}

async function goLack({ findProgram }: Machine): Promise<string | null> {
  const go = await findProgram('go')
  if (!go) return 'no Go is on PATH'
  const version = (await run([go, 'env', 'GOVERSION'])).trim()
  const [major = 0, minor = 0] = version.replace('go', '').split('.').map(Number)
  const enough = major > goNeeded[0] || (major === goNeeded[0] && minor >= goNeeded[1])
  return enough ? null : `Go is ${version}, needed is ${goNeeded.join('.')}`
}

/**
 * Builds what is missing, both halves at once, in one process at a time. Each half is moved to where it belongs only
 * when it is complete, so a build that was cut off is begun again and a half that was done is kept.
 */
export function buildDocumentDb({ machine, say }: Ground): Promise<Build> {
  const build = placesOf(machine)
  const work = () =>
    underLock(join(cacheOf(machine), 'build.lock'), async () => {
      const place = await throwAwayPlace(join(cacheOf(machine), 'building'), say)
      try {
        const halves = await Promise.allSettled([
          existsSync(build.root) || buildRoot(place, machine, say).then((root) => rename(root, build.root)),
          existsSync(build.gateway) || buildGateway(place).then((gateway) => rename(gateway, build.gateway)),
        ])
        for (const half of halves) if (half.status === 'rejected') throw half.reason
        return build
      } finally {
        await place.close()
      }
    })
  const detail = ' (FerretDB and DocumentDB, 780 MB, once for this machine, about 2 minutes)'
  return withProgress(say, 'building the database', work, detail)
}

async function buildRoot(place: Place, machine: Machine, say: Ground['say']): Promise<string> {
  if (!(await machine.findProgram('mmdebstrap'))) await installPackage('mmdebstrap', machine, say)
  const root = await firstSuite(place)
  await run(['chroot', root, 'mkdir', '-p', home, runs, mountPoint])
  await initialise(root, template)
  const { server, port } = await startPostgres({ root, place, dataDir: template, durable: true })
  await statement(root, port, 'CREATE EXTENSION documentdb CASCADE')
  await server.stop()
  return root
}

async function firstSuite(place: Place): Promise<string> {
  const errors: unknown[] = []
  for (const suite of suites) {
    const root = join(place.dir, suite)
    try {
      await run(await dyingWithParent('SIGTERM', debootstrap(suite, root)))
      return root
    } catch (error) {
      errors.push(error)
    }
  }
  throw errors[0]
}

/** The snapshot may be older than its validity; nothing here is exposed, so an old one does. */
function debootstrap(suite: string, root: string): string[] {
  const apt = ['--aptopt=Apt::Install-Recommends "false"', '--aptopt=Acquire::Check-Valid-Until "false"']
  const packages = '--include=postgresql-18-documentdb,ca-certificates'
  return ['mmdebstrap', '--variant=minbase', '--mode=root', packages, ...apt, suite, root]
}

async function buildGateway(place: Place): Promise<string> {
  const bin = join(place.dir, 'bin')
  await mkdir(bin)
  await run(await dyingWithParent('SIGTERM', ['env', `GOBIN=${bin}`, 'go', 'install', gatewayPackage]))
  return join(bin, 'ferretdb')
}

const cacheOf = ({ cacheDir }: Machine) => join(cacheDir, 'documentdb')

const placesOf = (machine: Machine): Build => ({
  root: join(cacheOf(machine), 'root'),
  gateway: join(cacheOf(machine), `ferretdb-${gatewayVersion}`),
})
