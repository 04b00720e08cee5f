import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A program beside this file, run in a process of its own. */
export type Program = 'sender' | 'bullmq' | 'grammy'

export type Sending = {
  child: ChildProcess
  /** Hands it something to do. */
  tell(message: object): void
  /** The answer to what it was told. */
  answer(): Promise<Record<string, unknown>>
  end(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a program and waits until it says that it is ready. Its standard error is ours. */
export async function startSending(program: Program, settings: object): Promise<Sending> {
  const path = fileURLToPath(new URL(`./${program}-process.ts`, import.meta.url))
  const child = fork(path, [JSON.stringify(settings)], { execArgv: ['--import', 'tsx'] })
  const ended = once(child, 'exit')
  const ready = once(child, 'message')
  await Promise.race([ready, ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code}`)))])
  return {
    child,
    tell: (message) => void child.send(message),
    answer: async () => (await once(child, 'message'))[0],
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}
