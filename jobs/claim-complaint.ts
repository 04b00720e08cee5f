import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'

/** Whoever takes on the chat of somebody who complains has the complaint, unless a colleague does already. */
export const claimComplaint = defineJob({
  name: 'claim-complaint',
  payload: z.object({ handoffId: z.string() }),
  async run({ handoffId }, { shop }: Tools) {
    const handoff = await shop.handoffs.get(handoffId)
    const owner = handoff?.ownerId ? await shop.advisors.get(handoff.ownerId) : null
    if (!handoff || !owner) return { skipped: 'nobody has the chat' }
    for (const { _id } of await shop.complaints.openOf(handoff.customerId))
      await shop.complaints.claimIfFree(_id, { id: owner._id, name: owner.name })
    return { done: true }
  },
})
