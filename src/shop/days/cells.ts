/**
 * A set of a day's 15-minute cells as 64 bits in two signed 32-bit halves: cell 0 begins when the day opens. The halves
 * have the names of the database driver's `Long`, so a document's masks are read as they come, and cost no bigint.
 */
export type Cells = { readonly low: number; readonly high: number }

export const noCells: Cells = { low: 0, high: 0 }
export const allCells: Cells = { low: -1, high: -1 }

/** Cells from `from` up to and without `to`; what lies outside 0–64 is left out. */
export function range(from: number, to: number): Cells {
  return minus(below(to), below(from))
}

export const union = (a: Cells, b: Cells): Cells => ({ low: a.low | b.low, high: a.high | b.high })
export const both = (a: Cells, b: Cells): Cells => ({ low: a.low & b.low, high: a.high & b.high })
export const minus = (a: Cells, b: Cells): Cells => ({ low: a.low & ~b.low, high: a.high & ~b.high })
export const overlaps = (a: Cells, b: Cells): boolean => ((a.low & b.low) | (a.high & b.high)) !== 0
export const isNone = (cells: Cells): boolean => (cells.low | cells.high) === 0
export const has = (cells: Cells, cell: number): boolean =>
  (cell < 32 ? (cells.low >>> cell) & 1 : (cells.high >>> (cell - 32)) & 1) === 1

/** The last cell; -1 when there is none. */
export const lastOf = ({ low, high }: Cells): number => (high !== 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(low))

/** How many cells there are. */
export function count(cells: Cells): number {
  return ones(cells.low) + ones(cells.high)
}

/** The cells by number, ascending: the positions that `$bitsAllClear` takes. */
export function list(cells: Cells): number[] {
  const numbers: number[] = []
  for (let cell = 0; cell < 64; cell++) if (has(cells, cell)) numbers.push(cell)
  return numbers
}

/** The same cells counted from an opening `by` cells earlier; those that leave the day are dropped. */
export function shift(cells: Cells, by: number): Cells {
  return list(cells).reduce((moved, cell) => union(moved, range(cell + by, cell + by + 1)), noCells)
}

function below(end: number): Cells {
  if (end <= 0) return noCells
  if (end >= 64) return allCells
  // A shift by 32 is a shift by nothing, hence the cases.
  if (end >= 32) return { low: -1, high: end === 32 ? 0 : -1 >>> (64 - end) }
  return { low: -1 >>> (32 - end), high: 0 }
}

/** Population count of 32 bits (Hacker's Delight, figure 5-2). */
function ones(half: number): number {
  let bits = half - ((half >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
