import { z } from 'zod'
import type { Sought } from '../steps/choosing-time.ts'
import { mediaRef, wish } from '../steps/schemas.ts'

/** The customer's own words about the fault, as they were said; `message` tells which message, so that an edit finds them. */
export const concern = z.object({ words: z.string(), media: z.array(mediaRef), saidAt: z.date(), message: z.string() })
export type Concern = z.infer<typeof concern>

/** What a booking knows from its first step on. The appointment's id is made here, so that nothing is booked twice. */
export const started = z.object({
  appointmentId: z.string(),
  itemIds: z.array(z.string()),
  concern: z.array(concern),
  wish: wish.nullable(),
  advisorId: z.string().nullable(),
  /** The attempt to win the customer that it comes from. */
  outreachId: z.string().optional(),
  /** The visit after which something is looked at again. */
  reworkOf: z.string().optional(),
})
export const draft = started.extend({ vehicleId: z.string() })
export const chosen = draft.extend({ startsAt: z.date() })

export type Started = z.infer<typeof started>
export type Draft = z.infer<typeof draft>
export type Chosen = z.infer<typeof chosen>

/** What times are looked for; the one that is held for this very booking counts as free. */
export const soughtFor = ({ itemIds, advisorId, appointmentId }: Draft): Sought => ({
  itemIds,
  advisorId,
  not: appointmentId,
})

/** Which page of more choices than one screen holds. */
const page = z.number().optional()

/** What each step of the booking knows when it is shown. */
export const knows = {
  plate: started.extend({ vehicleId: z.string() }),
  vehicle: started.extend({ page }),
  items: draft.extend({ page }),
  concern: draft,
  times: draft,
  which: draft.extend({ options: z.array(wish) }),
  days: draft.extend({ fromDay: z.string() }),
  hours: draft.extend({ onDay: z.string(), page }),
  phone: chosen,
  confirm: chosen,
  advisor: chosen,
}
export type Knows = typeof knows
