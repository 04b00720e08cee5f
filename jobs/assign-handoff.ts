import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Shop } from '../src/shop/shop.ts'

/** Offers a handoff that nobody has to somebody on duty; looks again when the next one comes. */
export const assignHandoff = defineJob({
  name: 'assign-handoff',
  payload: z.object({ handoffId: z.string() }),
  async run({ handoffId }, { shop }: { shop: Shop }) {
    await shop.handoffs.drain()
    const handoff = await shop.handoffs.assign(handoffId)
    if (handoff?.state !== 'open') return { skipped: 'somebody has it, or it is over' }
    if (handoff.assignedId) return { done: true }
    const next = await shop.advisors.nextOnDutyAt()
    // Everybody has as many as they may: whoever ends one is offered the next.
    return next ? { later: next } : { skipped: 'nobody is expected on duty' }
  },
})
