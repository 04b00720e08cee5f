import type { ZodType } from 'zod'

/** How a job ended: `skipped` when there was nothing to do any more, `later` when it is not yet time. */
export type JobOutcome = { done: true } | { skipped: string } | { later: Date }

/**
 * What happens when an item is due. A job reads anew what it is about and acts by one conditional write: it may be
 * run again after a crash. What it throws is tried again. `Tools` is what the wiring hands to every job.
 */
export type Job<Payload = unknown, Tools = never> = {
  name: string
  payload: ZodType<Payload>
  run(payload: Payload, tools: Tools): Promise<JobOutcome>
}

/** Declares a job; only infers types. */
export function defineJob<const Name extends string, Payload, Tools>(
  job: Job<Payload, Tools> & { name: Name },
): Job<Payload, Tools> & { name: Name } {
  return job
}
