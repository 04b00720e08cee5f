import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Runs `holder.ts` and answers what it opened; `kill` ends it as `kill -9` does. */
export async function held<T>(...args: string[]): Promise<{ opened: T; kill(): Promise<void> }> {
  const command = ['--import', 'tsx', 'test/services/holder.ts', ...args]
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const line = once(createInterface({ input: child.stdout }), 'line')
  const first = await Promise.race([line, ended.then(() => null)])
  if (first === null) throw new Error('the holder ended before it had opened anything')
  return {
    opened: JSON.parse(String(first[0])),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Waits until something has become true; vitest's own limit ends what never does. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve))
}
