import { z } from 'zod'
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
})
export const draft = started.extend({ vehicleId: z.string() })
export const chosen = draft.extend({ startsAt: z.date() })

export type Started = z.infer<typeof started>
export type Draft = z.infer<typeof draft>
export type Chosen = z.infer<typeof chosen>

/** What each step of the booking knows when it is shown. */
export const knows = {
  plate: started.extend({ vehicleId: z.string() }),
  vehicle: started,
  items: draft,
  concern: draft,
  times: draft,
  which: draft.extend({ options: z.array(wish) }),
  days: draft.extend({ fromDay: z.string() }),
  hours: draft.extend({ onDay: z.string() }),
  phone: chosen,
  confirm: chosen,
  advisor: chosen,
}
export type Knows = typeof knows

/** More pieces of concern than any customer sends in one booking; the rest is refused kindly, not stored. */
export const concernPiecesAtMost = 20
