import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { createBell } from './bell.ts'
import type { NewItem } from './item.ts'
import { createItems } from './items.ts'
import type { Job } from './job.ts'
import { createPerformance } from './performance.ts'
import { facts, startSweeper } from './sweeper.ts'

/** Items done at a time by one process. */
const atOnce = 8
/** A dead worker's queue entry is taken over after this long, real ms; so is the item itself, later, by its lease. */
const lockMs = 5_000

type Entry = { key: string }

/**
 * What is due later. The records are the truth and hold all business time; BullMQ only carries the keys of due items
 * to whichever process is free. It may forget them: they are handed over again until somebody has claimed them.
 */
export function createAgenda<Tools>(deps: {
  connection: Connection
  redis: { producer: Redis; worker: Redis }
  prefix: string
  clock: Clock
  jobs: readonly Job<unknown, Tools>[]
  tools: Tools
  log: Log
}) {
  const { redis, prefix, clock, log } = deps
  const jobs = new Map(deps.jobs.map((job) => [job.name, job]))
  const items = createItems(deps)
  const perform = createPerformance({ items, jobs, tools: deps.tools, clock, log })
  const bell = createBell({ redis, name: `${prefix}:agenda` })
  const queue = new Queue<Entry>('agenda', { connection: redis.producer, prefix })
  queue.on('error', () => {})

  /** Puts items in, each once under its key. Throws when a payload is not what its job understands: a bug. */
  async function put(newItems: NewItem[]): Promise<void> {
    for (const { _id, kind, payload } of newItems) {
      const job = jobs.get(kind)
      if (!job?.payload.safeParse(payload).success)
        throw new TypeError(`agenda item ${_id} does not fit its job ${kind}`)
    }
    if (newItems.length === 0) return
    await items.put(newItems)
    if (newItems.some(({ dueAt }) => dueAt <= clock.now())) await bell.ring()
  }

  /** Puts in those of the items that are missing, and answers their keys. For what ought to be there already. */
  async function restore(wanted: NewItem[]): Promise<string[]> {
    const missing = new Set(await items.absent([...new Set(wanted.map(({ _id }) => _id))]))
    await put(wanted.filter(({ _id }) => missing.has(_id)))
    return [...missing]
  }

  /** Hands due items to the queue. One that is queued already stays where it is; one claimed since is refused there. */
  async function hand(due: { _id: string; attempts: number }[]): Promise<void> {
    await queue.addBulk(
      due.map(({ _id, attempts }) => ({
        name: 'item',
        data: { key: _id },
        // BullMQ's ids may hold no colon.
        opts: { jobId: `${encodeURIComponent(_id)}_${attempts}`, removeOnComplete: true, removeOnFail: true },
      })),
    )
  }

  /**
   * Hands over what is due and does what is handed over, until closed. `refresh` runs ahead of every look at what is due, and
   * `settle` – what carries the effects of facts here – when there are new facts, and every second.
   */
  function run(ahead: { refresh?(): Promise<unknown>; settle?(): Promise<unknown> } = {}): { close(): Promise<void> } {
    const sweeper = startSweeper({ items, hand, ...ahead, ear: bell.listen(), clock, log })
    const worker = new Worker<Entry>('agenda', ({ data }) => perform(data.key), {
      connection: redis.worker,
      prefix,
      concurrency: atOnce,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    })
    worker.on('error', (error) => log.warn({ reason: error.name }, 'agenda worker'))
    worker.on('failed', (entry, error) =>
      log.warn({ item: entry?.data.key, reason: error.name }, 'item left to its lease'),
    )
    worker.on('drained', () => void bell.ring())
    return {
      async close() {
        await sweeper.close()
        await worker.close()
      },
    }
  }

  const { why, isQuiet, nextDueAt } = items
  return {
    put,
    restore,
    run,
    why,
    timed: { name: 'agenda', isQuiet, nextDueAt, wake: () => bell.ring() },
    /** Says that there are new facts. */
    tell: () => bell.ring(facts),
    close: () => queue.close(),
  }
}

export type Agenda = ReturnType<typeof createAgenda>
