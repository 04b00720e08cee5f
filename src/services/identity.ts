import { readFile } from 'node:fs/promises'
import { run } from './run.ts'

/**
 * `<pid>-<start>` of a living process, `null` when there is none. A pid alone is reused; with the instant it
 * started (kernel ticks since boot on Linux, seconds elsewhere) it means one process for ever. A zombie has ended.
 */
export async function identityOf(pid: number): Promise<string | null> {
  const started = process.platform === 'linux' ? await startTicks(pid) : await startSeconds(pid)
  return started === null ? null : `${pid}-${started}`
}

/** Whether the process of that identity still lives; anything after `<pid>-<start>` is ignored. */
export async function isAlive(identity: string): Promise<boolean> {
  const [pid, start] = identity.split('-')
  return (await identityOf(Number(pid))) === `${pid}-${start}`
}

/** This very process. */
export async function ownIdentity(): Promise<string> {
  return (await identityOf(process.pid)) ?? `${process.pid}-0`
}

/** proc(5): after the name in brackets, field 3 is the state and field 22 the start. */
async function startTicks(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}

async function startSeconds(pid: number): Promise<string | null> {
  const shown = await run(['ps', '-o', 'lstart=', '-p', String(pid)]).catch(() => '')
  return shown.trim() === '' ? null : String(Date.parse(shown) / 1000)
}
