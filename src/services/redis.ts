import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { aptLack, installPackage, leaveServiceOff } from './apt.ts'
import { onFreePort } from './port.ts'
import { dyingWithParent, run } from './run.ts'
import type { Ground, Lack, Opened, Way } from './way.ts'

/** The ways to come by a Redis of our own, the best first. */
export function redisWays(ground: Ground): Way[] {
  return [() => onPath(ground), () => installed(ground)]
}

async function onPath(ground: Ground): Promise<Opened | Lack> {
  const { findProgram } = ground.machine
  const program = (await findProgram('redis-server')) ?? (await findProgram('valkey-server'))
  return program ? startRedis(program, ground) : { lacks: 'neither redis-server nor valkey-server is on PATH' }
}

async function installed(ground: Ground): Promise<Opened | Lack> {
  const lack = aptLack(ground.machine)
  if (lack) return { lacks: `it cannot be installed: ${lack}` }
  await installPackage('redis-server', ground.machine, ground.say)
  await leaveServiceOff('redis-server')
  return onPath(ground)
}

/** Queues live in it: it must never evict. What is durable is written to disk every second. */
async function startRedis(program: string, { place }: Ground): Promise<Opened> {
  const dir = join(place.dir, 'redis')
  await mkdir(dir, { recursive: true })
  const kept = place.durable ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no']
  return onFreePort(async (port) => {
    const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', dir]
    const server = await place.serve({
      name: 'redis',
      command: await dyingWithParent('SIGTERM', [
        ...[program, ...where, '--save', '', ...kept],
        ...['--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
      ]),
      stopSignal: 'SIGTERM',
      isReady: (log) => /ready to accept connections/i.test(log),
    })
    return { url: `redis://127.0.0.1:${port}`, what: await nameOf(program), ...server }
  })
}

/** `Redis server v=7.0.15 sha=…`, `Valkey server v=8.0.1 sha=…` */
async function nameOf(program: string): Promise<string> {
  const [, name, version] = (await run([program, '--version'])).match(/^(\w+) server v=(\S+)/i) ?? []
  return `${name ?? program} ${version ?? ''}`.trim()
}
