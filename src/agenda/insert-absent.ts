import type { Model } from 'mongoose'

/** Documents of one insert: about half a megabyte. */
const atOnce = 1_000
const duplicateKey = 11000

/** Inserts plain records whose `_id` is not there yet, and leaves those that are as they stand. */
export async function insertAbsent<T extends { _id: string }>(model: Model<T>, records: T[]): Promise<void> {
  for (let i = 0; i < records.length; i += atOnce) {
    try {
      await model.insertMany(records.slice(i, i + atOnce), { ordered: false, lean: true })
    } catch (error) {
      if (!isDuplicatesOnly(error)) throw error
    }
  }
}

/** The driver reports one error for many: each of them has to be a taken key. */
function isDuplicatesOnly(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error && error.code === duplicateKey)) return false
  const each = 'writeErrors' in error && Array.isArray(error.writeErrors) ? error.writeErrors : []
  return each.every((one) => one.code === duplicateKey)
}
