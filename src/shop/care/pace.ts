import { daysBetween } from '../profile/opening.ts'

/** A reading on a shop day. */
export type DayReading = { km: number; on: string }
/** How far a vehicle is driven: km a day, from so many readings over so many days; `last` is the newest believed. */
export type Pace = { kmPerDay: number; readings: number; spanDays: number; last: DayReading }

/** More readings of one car say nothing new, and every pair of them is looked at. */
const readingsAtMost = 40

/**
 * The real pace, from readings of which some may be typos; `null` while those that can be true together span less than
 * `paceSpanDays`. Believed is the longest series that never runs backwards nor faster than `mostKmPerDay`, of equal ones
 * the newest (a new instrument counts from zero). The pace is the median over all pairs of it (Theil–Sen): up to 29 %
 * of wild readings do not move it.
 */
export function paceOf(
  readings: DayReading[],
  { paceSpanDays, mostKmPerDay }: { paceSpanDays: number; mostKmPerDay: number },
): Pace | null {
  const series = believed(readings, mostKmPerDay)
  const [first] = series
  const last = series.at(-1)
  if (!first || !last) return null
  const spanDays = daysBetween(first.on, last.on)
  if (series.length < 2 || spanDays < paceSpanDays) return null
  const paces = series.flatMap((one, index) =>
    series.slice(index + 1).flatMap((other) => {
      const days = daysBetween(one.on, other.on)
      return days > 0 ? [(other.km - one.km) / days] : []
    }),
  )
  return { kmPerDay: median(paces), readings: series.length, spanDays, last }
}

/** The readings that can all be true, in the order of their days. */
export function believed(readings: DayReading[], mostKmPerDay: number): DayReading[] {
  const ordered = readings.toSorted((a, b) => a.on.localeCompare(b.on)).slice(-readingsAtMost)
  const series: DayReading[][] = []
  let best: DayReading[] = []
  for (const [index, reading] of ordered.entries()) {
    const before = series
      .slice(0, index)
      .filter((one) => follows(one.at(-1), reading, mostKmPerDay))
      .reduce<DayReading[]>((longest, one) => (one.length >= longest.length ? one : longest), [])
    const extended = [...before, reading]
    series.push(extended)
    if (extended.length >= best.length) best = extended
  }
  return best
}

function follows(before: DayReading | undefined, after: DayReading, mostKmPerDay: number): boolean {
  if (!before || after.km < before.km) return false
  // Two readings of one day may be a day's drive apart.
  return after.km - before.km <= mostKmPerDay * Math.max(1, daysBetween(before.on, after.on))
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1)
  return (low + high) / 2
}
