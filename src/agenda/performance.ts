import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { isOutage } from '../outage.ts'
import type { AgendaItem } from './item.ts'
import { type Items, leaseMs } from './items.ts'
import type { Job, JobOutcome } from './job.ts'

/** Failures in a row after which an item is given up; with the pauses below half an hour of trouble is survived. */
const failuresAtMost = 6
/** Pause after a failure, by our clock: 5 s, 20 s, 80 s … at most an hour. */
const pauseMs = (failures: number) => Math.min(60 * 60_000, 5_000 * 4 ** (failures - 1))

/** Does one due item: claims it, runs its job, and writes down how that ended. */
export function createPerformance<Tools>(deps: {
  items: Items
  jobs: ReadonlyMap<string, Job<unknown, Tools>>
  tools: Tools
  clock: Clock
  log: Log
}) {
  const { items, jobs, tools, clock, log } = deps

  /** Does nothing when the item is not due, or somebody else's. Throws only when the database is away. */
  return async function perform(key: string): Promise<void> {
    await clock.sync()
    const item = await items.claim(key)
    if (!item) return
    if (item.expiresAt <= clock.now()) return items.close(item, 'skipped', 'expired')
    if (item.failures >= failuresAtMost) return giveUp(item, 'failed too often')
    const signsOfLife = setInterval(() => items.renew(item).catch(() => {}), leaseMs / 4)
    try {
      await run(item)
    } finally {
      clearInterval(signsOfLife)
    }
  }

  async function run(item: AgendaItem): Promise<void> {
    const job = jobs.get(item.kind)
    const payload = job?.payload.safeParse(item.payload)
    if (!job || !payload?.success) return giveUp(item, job ? 'payload does not parse' : 'no such job')
    const outcome = await outcomeOf(() => job.run(payload.data, tools))
    if ('error' in outcome) return tryAgain(item, outcome.error)
    if ('done' in outcome) return items.close(item, 'done')
    if ('skipped' in outcome) return items.close(item, 'skipped', outcome.skipped)
    return items.putOff(item, { dueAt: outcome.later, failures: 0, outcome: 'later' })
  }

  /** A server that is away is nobody's fault and not counted; the item then waits like after a first failure. */
  async function tryAgain(item: AgendaItem, error: unknown): Promise<void> {
    const outcome = error instanceof Error ? error.name : 'unknown error'
    const failures = isOutage(error) ? item.failures : item.failures + 1
    const dueAt = new Date(clock.now().getTime() + pauseMs(Math.max(1, failures)))
    if (failures >= failuresAtMost || dueAt >= item.expiresAt) return giveUp(item, outcome, error)
    log.warn({ item: item._id, kind: item.kind, failures, err: error }, 'job failed, will be tried again')
    await items.putOff(item, { dueAt, failures, outcome })
  }

  async function giveUp(item: AgendaItem, outcome: string, error?: unknown): Promise<void> {
    log.error({ item: item._id, kind: item.kind, outcome, err: error }, 'job given up')
    await items.close(item, 'failed', outcome)
  }
}

async function outcomeOf(run: () => Promise<JobOutcome>): Promise<JobOutcome | { error: unknown }> {
  try {
    return await run()
  } catch (error) {
    return { error }
  }
}
