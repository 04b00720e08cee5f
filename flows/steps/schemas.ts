import { z } from 'zod'

/** A picture or recording that stays with the channel. */
export const mediaRef = z.object({
  kind: z.enum(['photo', 'voice', 'video', 'document']),
  id: z.string(),
  album: z.string().nullable(),
})

/** A time the customer would like, as understood from what was typed. */
export const wish = z.object({
  onDay: z.string().nullable(),
  fromMinute: z.number().nullable(),
  toMinute: z.number().nullable(),
  span: z.object({ toDay: z.string() }).optional(),
})
