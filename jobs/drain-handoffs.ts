import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Shop } from '../src/shop/shop.ts'

/** Somebody has room again: who waited longest is offered to them. */
export const drainHandoffs = defineJob({
  name: 'drain-handoffs',
  payload: z.object({ handoffId: z.string() }),
  async run(_, { shop }: { shop: Shop }) {
    const offered = await shop.handoffs.drain()
    return offered.length > 0 ? { done: true } : { skipped: 'nobody waits, or nobody has room' }
  },
})
