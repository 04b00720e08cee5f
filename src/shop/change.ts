import { isDeepStrictEqual } from 'node:util'
import type { Model, QueryFilter, UpdateQuery } from 'mongoose'
import type { Refusal } from '../refusal.ts'

/** One line of a record's history: who changed what, when, from which value to which. */
export type Change = { at: Date; by: string; what: string; old: unknown; new: unknown }

/** A record whose every write of business facts increments `version` and filters on it. */
export type Versioned = { _id: string; version: number; history: Change[] }

/** Who changes a record and when. `told`: which values a reader of the history wants to see; all when left out. */
type Noted<T> = { by: string; at: Date; told?: readonly (keyof T)[] }

/** Values that say nothing of the business. */
const bookkeeping = new Set(['dirty', 'reckonedWith'])

/** How often a lost race is run again; each round lets one writer through, so only a bug gets this far. */
const mostAttempts = 50

/**
 * Changes a record: `decide` sees it as it is and answers the new values, or refuses. Values, version and one history
 * line per changed value go into the same write, and a lost race decides again on what is true by then. Lists are
 * ledgers that tell their own story and some values are bookkeeping: they get no line. Values that are there already are
 * not written again. `null` when there is no such record.
 */
export async function amend<T extends Versioned, No extends Refusal = never>(
  records: Model<T>,
  id: string,
  noted: Noted<T>,
  decide: (record: T) => Partial<T> | No,
): Promise<T | No | null> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const record = await records.findById(id).lean<T>()
    if (!record) return null
    const values = decide(record)
    if ('refused' in values) return values as No
    const changed = await write(records, record, values, noted)
    if (changed) return changed
  }
  throw new Error(`record ${id} was changed by others ${mostAttempts} times in a row`)
}

/** Writes `values` over `record` if it is still the version that was read; `null` when another write came first. */
export async function write<T extends Versioned>(
  records: Model<T>,
  record: T,
  values: Partial<T>,
  { by, at, told }: Noted<T>,
): Promise<T | null> {
  const changed = changesOf(record, values)
  if (changed.length === 0) return record
  const lines = linesOf(record, values, { by, at, ...(told && { told }) })
  const asRead = { _id: record._id, version: record.version }
  // The mark that was read may have been taken off since, which is no new version: a change always sets its own.
  const marked = 'dirty' in values ? { dirty: values.dirty } : {}
  const update = {
    $set: { ...Object.fromEntries(changed), ...marked },
    $inc: { version: 1 },
    $push: { history: { $each: lines } },
  }
  return records
    .findOneAndUpdate(asRead as QueryFilter<T>, update as UpdateQuery<T>, { returnDocument: 'after' })
    .lean<T>()
}

/** The history of putting `values` over `record`: a line for each that is another. */
export function linesOf<T extends Versioned>(record: T, values: Partial<T>, { by, at, told }: Noted<T>): Change[] {
  return changesOf(record, values)
    .filter(([what, value]) => !bookkeeping.has(what) && !Array.isArray(value))
    .filter(([what]) => !told || told.includes(what as keyof T))
    .map(([what, value]) => ({ at, by, what, old: record[what as keyof T], new: value }))
}

function changesOf<T>(record: T, values: Partial<T>): [string, unknown][] {
  return Object.entries(values).filter(([what, value]) => !isDeepStrictEqual(record[what as keyof T], value))
}

/**
 * Whether the database refused a write because another write has, or at this instant wants, the same unique key: read again,
 * and try again if nothing is there. MongoDB says 11000. DocumentDB 1.0 behind FerretDB 2.7 says so to plain writes, but
 * names PostgreSQL's exclusion constraint to `findOneAndUpdate`, and calls some losers of a race a deadlock (seen in
 * 65 of 660 inserts of one key) or says that they waited too long; each time the write was not done.
 */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return error.code === 11000 || /violates exclusion constraint|deadlock detected|lock timeout/.test(error.message)
}

/** Stores many new records in one round trip, except those whose unique keys are taken. */
export async function insertAbsent<T extends { _id: string }>(records: Model<T>, fresh: T[]): Promise<void> {
  try {
    if (fresh.length > 0) await records.insertMany(fresh, { ordered: false, lean: true })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}
