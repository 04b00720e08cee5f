import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

/** What this machine has and may do, as far as it decides where the servers come from. */
export type Machine = {
  /** Where downloads, builds and throw-away data live. */
  cacheDir: string
  /** Debian or a descendant: has apt-get. */
  debian: boolean
  root: boolean
  /** The program's path, or `null` when it is not on PATH. */
  findProgram(name: string): Promise<string | null>
  /** Whether a web server can be reached within 3 s. */
  reaches(url: string): Promise<boolean>
}

/** The machine as it is; `cacheDir` defaults to `~/.cache/yingke`. */
export function thisMachine(cacheDir = join(homedir(), '.cache', 'yingke')): Machine {
  return {
    cacheDir,
    debian: existsSync('/etc/debian_version'),
    root: process.getuid?.() === 0,
    findProgram: (name) =>
      run(['sh', '-c', 'command -v "$1"', 'sh', name]).then(
        (path) => path.trim(),
        () => null,
      ),
    reaches: (url) =>
      fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(3_000) }).then(
        () => true,
        () => false,
      ),
  }
}
