import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Shop } from '../src/shop/shop.ts'

/**
 * Offers what is free on a day to who waits for it. Looks again when a hold runs out, since whoever holds a time and lets
 * it go tells nobody.
 */
export const offerTime = defineJob({
  name: 'offer-time',
  payload: z.object({ onDay: z.iso.date() }),
  async run({ onDay }, { shop }: { shop: Shop }) {
    const lookAgainAt = await shop.waitingList.offerOn(onDay)
    return lookAgainAt ? { later: lookAgainAt } : { done: true }
  },
})
