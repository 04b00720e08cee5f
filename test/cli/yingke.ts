import { execFile } from 'node:child_process'
import { inject } from 'vitest'
import type { Stage } from '../../src/demo/stage.ts'

/** Runs the operator's command as `npm run yingke --` does. */
export function yingke(args: string[], env: Record<string, string> = {}) {
  const options = { env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env } }
  return new Promise<{ code: number; says: string }>((resolve) => {
    execFile(process.execPath, ['src/start.js', 'yingke', ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, says: stdout + stderr }),
    )
  })
}

/** The same, on the records of a stage. */
export function yingkeAt(args: string[], { simulator, databaseUri }: Pick<Stage, 'simulator' | 'databaseUri'>) {
  const telegram = { BOT_TOKEN: simulator.token, TELEGRAM_API_ROOT: simulator.apiRoot }
  return yingke(args, { ...telegram, MONGODB_URI: databaseUri, REDIS_URL: inject('redisUrl') })
}
