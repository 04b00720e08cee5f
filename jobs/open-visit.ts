import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import { isRefusal } from '../src/refusal.ts'
import type { Tools } from './steps/reminding.ts'

/** Whoever has arrived has a visit, even if a crash came between the two. */
export const openVisit = defineJob({
  name: 'open-visit',
  payload: z.object({ appointmentId: z.string() }),
  async run({ appointmentId }, { shop }: Tools) {
    const visit = await shop.visits.checkIn(appointmentId, 'visits')
    return isRefusal(visit) ? { skipped: visit.refused } : { done: true }
  },
})
