import { execFile } from 'node:child_process'

/** Runs the operator's command as `npm run yingke --` does. */
export function yingke(args: string[], env: Record<string, string> = {}) {
  const options = { env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env } }
  return new Promise<{ code: number; says: string }>((resolve) => {
    execFile(process.execPath, ['src/start.js', 'yingke', ...args], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, says: stdout + stderr }),
    )
  })
}
