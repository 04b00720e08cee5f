import { createHash } from 'node:crypto'
import type { Campaign } from './campaign.ts'
import type { Recipient, Recipients } from './recipients.ts'

/** Whom a campaign would reach as things are: how many, who not and why, and some of those who would be told. */
export type Preview = { told: number; excluded: Record<string, number>; samples: Recipient[] }

/** Samples shown before anybody is written to. */
const samplesAtMost = 5
/** Vehicles looked at in one step: what is in hand does not grow with the shop. */
const atOnce = 500

/** Looks at everybody, as launching would. The samples are drawn from all of them, and are the same the next time. */
export async function previewOf(
  { _id, file }: Pick<Campaign, '_id' | 'file'>,
  recipients: Recipients,
): Promise<Preview> {
  const counts: Record<string, number> = {}
  let samples: Recipient[] = []
  let told = 0
  let cursor: string | null = null
  for (let isOver = false; !isOver; ) {
    const looked = await recipients.look(_id, file.audience, cursor, atOnce)
    told += looked.told.length
    samples = [...samples, ...looked.told].toSorted((a, b) => drawn(a).localeCompare(drawn(b))).slice(0, samplesAtMost)
    for (const [why, many] of Object.entries(looked.excluded)) counts[why] = (counts[why] ?? 0) + many
    cursor = looked.cursor
    isOver = looked.isOver
  }
  return { told, excluded: counts, samples }
}

/** A fair draw that does not depend on who was looked at first: the smallest hashes win. */
const drawn = ({ customer }: Recipient) => createHash('sha256').update(customer._id).digest('hex')
