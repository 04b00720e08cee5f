import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { underLock } from './lock.ts'
import type { Machine } from './machine.ts'
import { type Say, withProgress } from './progress.ts'
import { run } from './run.ts'

/** What this machine lacks for installing Debian packages, `null` when nothing. */
export function aptLack({ debian, root }: Machine): string | null {
  if (!debian) return 'this is no Debian system'
  return root ? null : 'root is needed to install packages'
}

/** Installs a Debian package; throws with apt-get's last words. One process of ours at a time. */
export function installPackage(name: string, machine: Machine, say: Say): Promise<void> {
  return withProgress(say, `installing ${name} with apt-get`, () =>
    underLock(join(machine.cacheDir, 'apt.lock'), async () => {
      await run(['apt-get', 'update', '-q'])
      const quietly = ['env', 'DEBIAN_FRONTEND=noninteractive']
      // Another apt-get on the machine may hold dpkg's lock: 300 s is what an unattended upgrade may take.
      const options = ['-qy', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300']
      await run([...quietly, 'apt-get', 'install', ...options, name])
    }),
  )
}

/** A package may start its own service where systemd runs; we run servers of our own, on our own ports. */
export async function leaveServiceOff(name: string): Promise<void> {
  if (existsSync('/run/systemd/system')) await run(['systemctl', 'disable', '--now', name])
}
