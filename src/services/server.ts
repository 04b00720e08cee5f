import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Say } from './progress.ts'

/** A server as a program to run. */
export type Program = {
  name: string
  command: string[]
  /** What ends it well. */
  stopSignal: NodeJS.Signals
  /** Asked again and again with all it has logged so far. */
  isReady(log: string): boolean | Promise<boolean>
}

export type Server = { start(): Promise<void>; stop(): Promise<void> }

/** A durable database may have to recover first. */
const readyWithinMs = 60_000
const stoppedWithinMs = 10_000

type Deps = { dir: string; say: Say; onChild(child: ChildProcess, stopSignal: NodeJS.Signals): Promise<void> }

/**
 * A child process that is started, stopped and started again. Its output goes to `<dir>/<name>.log`. It has a
 * session of its own, so a Ctrl-C reaches only the parent, which stops it when it has closed its connections.
 */
export function createServer({ name, command, stopSignal, isReady }: Program, { dir, say, onChild }: Deps): Server {
  const logFile = `${dir}/${name}.log`
  let running: { child: ChildProcess; ended: Promise<string>; expected: boolean } | null = null

  async function start(): Promise<void> {
    if (running) return
    const current = { ...(await launch()), expected: false }
    running = current
    await onChild(current.child, stopSignal)
    let end: string | null = null
    void current.ended.then((how) => {
      end = how
      if (running === current) running = null
    })

    const deadlineMs = performance.now() + readyWithinMs
    while (!(await isReady(await readFile(logFile, 'utf8'))) && end === null) {
      if (performance.now() > deadlineMs) await stop()
      await sleep(10)
    }
    if (end !== null) throw new Error(`${name} did not start (${end}): ${await lastWords()}`)
    void current.ended.then((how) => {
      if (!current.expected) say(`${name} has ended by itself (${how}); its last words are in ${logFile}`)
    })
  }

  async function stop(): Promise<void> {
    if (!running) return
    const { child, ended } = running
    running.expected = true
    child.ref()
    child.kill(stopSignal)
    const timer = setTimeout(() => child.kill('SIGKILL'), stoppedWithinMs)
    await ended
    clearTimeout(timer)
  }

  async function launch() {
    const [program = '', ...args] = command
    const log = await open(logFile, 'w')
    const child = spawn(program, args, { cwd: dir, stdio: ['ignore', log.fd, log.fd], detached: true })
    child.unref()
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    })
    await log.close()
    return { child, ended }
  }

  const lastWords = async () => (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join(' | ')

  return { start, stop }
}
