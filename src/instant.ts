import { DateTime } from 'luxon'
import { z } from 'zod'

/** An instant as people and settings write it: ISO 8601 with its offset, such as 2026-03-02T09:00+08:00. */
export const isoInstant = z.string().transform((text, ctx): Date => {
  const at = DateTime.fromISO(text, { setZone: true })
  if (at.isValid && /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return at.toJSDate()
  ctx.addIssue({ code: 'custom', message: 'is no ISO 8601 instant with an offset, such as 2026-03-02T09:00+08:00' })
  return z.NEVER
})
