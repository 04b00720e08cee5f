import { z } from 'zod'

/** What is noted while a car is handed back, from the first step on. */
export const draft = z.object({
  visitId: z.string(),
  vehicleId: z.string(),
  /** Puts the figures of a completed visit right. */
  again: z.boolean(),
  /** `null` when nobody read it; `confirmed` when it is right although it is below the last. */
  mileageKm: z.number().nullable(),
  confirmed: z.boolean(),
  /** Ids of items. */
  done: z.array(z.string()),
  declined: z.array(z.string()),
  page: z.number(),
})
export type Draft = z.infer<typeof draft>

export const knows = {
  mileage: draft,
  backwards: draft.extend({ mileageKm: z.number() }),
  done: draft,
  declined: draft,
  amount: draft,
  confirm: draft.extend({ paidFen: z.number() }),
}
export type Knows = typeof knows
export type Summed = z.infer<typeof knows.confirm>
