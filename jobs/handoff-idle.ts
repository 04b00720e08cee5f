import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Shop } from '../src/shop/shop.ts'

/** Gives a chat back to the bot in which nobody has said anything for a while, and no reply is owed. */
export const handoffIdle = defineJob({
  name: 'handoff-idle',
  payload: z.object({ handoffId: z.string() }),
  async run({ handoffId }, { shop }: { shop: Shop }) {
    const idle = await shop.handoffs.idle(handoffId)
    if (!idle) return { skipped: 'a reply is owed, or it is over' }
    return 'later' in idle ? { later: idle.later } : { done: true }
  },
})
