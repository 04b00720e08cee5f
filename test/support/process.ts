import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inject } from 'vitest'
import { withDatabase } from '../../src/database-uri.ts'
import type { Simulator } from '../../src/simulator/simulator.ts'

export type Running = {
  child: ChildProcess
  /** Everything it printed so far. */
  output(): string
  /** Resolves when it has printed a line with these words; rejects when it ends before. */
  prints(words: string): Promise<void>
  kill(signal: NodeJS.Signals): Promise<number | null>
}

/** The environment of a process of the product beside this simulated Telegram, on a database of its own. */
export function environmentOf(simulator: Simulator, database: string): Record<string, string> {
  return {
    BOT_TOKEN: simulator.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    MONGODB_URI: withDatabase(inject('mongodbUri'), database),
    REDIS_URL: inject('redisUrl'),
    SHOP_CLOCK: 'simulated',
    SHOP_CLOCK_AT: '2026-03-02T09:00+08:00',
    PORT: '0',
    LOG_LEVEL: 'info',
  }
}

/** Starts the product as `npm start` does, in a process that can be killed. */
export function startProcess(env: Record<string, string>, args = ['--max-semi-space-size=2', 'src/start.js']): Running {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      printed += chunk
      for (const listener of listeners) listener()
    })
  }
  const ended = once(child, 'exit')

  function prints(words: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (printed.includes(words)) resolve()
      }
      listeners.add(look)
      look()
      void ended.then(() => reject(new Error(`it ended without printing “${words}”:\n${printed}`)))
    })
  }

  async function kill(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal)
    const [code] = await ended
    return code
  }

  return { child, output: () => printed, prints, kill }
}
