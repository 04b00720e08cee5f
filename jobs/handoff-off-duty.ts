import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Shop } from '../src/shop/shop.ts'

/** Whoever has a chat goes home: somebody else is to take it. */
export const handoffOffDuty = defineJob({
  name: 'handoff-off-duty',
  payload: z.object({ handoffId: z.string() }),
  async run({ handoffId }, { shop }: { shop: Shop }) {
    const taken = await shop.handoffs.offDuty(handoffId)
    if (!taken) return { skipped: 'nobody has it' }
    return 'later' in taken ? { later: taken.later } : { done: true }
  },
})
