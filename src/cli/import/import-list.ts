import { existsSync } from 'node:fs'
import { createContradictions } from '../../shop/importing/contradictions.ts'
import { type Entry, entryOf } from '../../shop/importing/entry.ts'
import type { Fault } from '../../shop/importing/fault.ts'
import { dayOf } from '../../shop/profile/opening.ts'
import type { Shop } from '../../shop/shop.ts'
import { type FileFault, UnreadableFile } from './limits.ts'
import { listRows, type Passed } from './rows.ts'

/** What became of a list, in rows. `faults` are the first of those refused, one for each thing that is wrong. */
export type Imported = {
  rows: number
  new: number
  changed: number
  unchanged: number
  refused: number
  byReason: Record<string, number>
  ignored: string[]
  faults: Fault[]
}

/** Rows written together. */
const batch = 500
/** Faults told one by one; more of them are one fault of the file. */
const faultsAtMost = 1_000

type Options = { shop: Shop; now: Date; dryRun: boolean; progress(step: 'checking' | 'taking'): Passed }

/**
 * Reads a list twice: once to see that all of it can be read and which of its rows contradict each other, then to take
 * it in, or with `dryRun` to count what would become of it. A file that cannot be read to its end changes nothing. A dry
 * run looks at each batch by itself: a customer who is new and stands in two of them is counted as new in both.
 */
export async function importList(file: string, options: Options): Promise<Imported | FileFault> {
  const { shop, now, dryRun, progress } = options
  if (!existsSync(file)) return { fault: 'no-file' }
  const profile = shop.profile.current()
  const today = dayOf(profile.zone, now)
  const contradictions = createContradictions()
  const done: Imported = {
    rows: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    byReason: {},
    ignored: [],
    faults: [],
  }

  async function each(passed: Passed, act: (entry: Entry | Fault[]) => Promise<void> | void): Promise<void> {
    for await (const { number: row, cells, layout } of listRows(file, passed)) {
      done.ignored = layout.ignored
      const entry = entryOf(cells, { row, layout, today, profile })
      if (entry) await act(entry)
    }
  }

  function refuse(faults: Fault[]): void {
    done.refused++
    for (const fault of faults) {
      done.byReason[fault.reason] = (done.byReason[fault.reason] ?? 0) + 1
      if (done.faults.length < faultsAtMost) done.faults.push(fault)
    }
  }

  let waiting: Entry[] = []
  async function take(): Promise<void> {
    const entries = waiting
    waiting = []
    for (const verdict of await shop.importing.take(entries, { dryRun })) {
      if (typeof verdict === 'string') done[verdict]++
      else refuse([verdict])
    }
  }

  try {
    await each(progress('checking'), (entry) => {
      if (!Array.isArray(entry)) contradictions.note(entry)
    })
    await each(progress('taking'), async (entry) => {
      done.rows++
      const fault = Array.isArray(entry) ? null : contradictions.faultOf(entry)
      if (Array.isArray(entry)) refuse(entry)
      else if (fault) refuse([fault])
      else if (waiting.push(entry) >= batch) await take()
    })
    if (waiting.length > 0) await take()
    return { ...done, faults: done.faults.toSorted((a, b) => a.row - b.row) }
  } catch (error) {
    if (error instanceof UnreadableFile) return error.why
    throw error
  }
}
