/** How far ahead is looked in one question, ms: a minute, an hour, a day, a month; then without an end. */
const reaches = [60_000, 3_600_000, 86_400_000, 30 * 86_400_000, Number.POSITIVE_INFINITY]

/**
 * The first of what lies ahead of `now`, looked for farther and farther away: a question with both ends reads the few
 * records in between, one without an end sorts all there are [DocumentDB: 0.2 s for 50,000]. `null` when there is nothing.
 */
export async function nearest<T>(
  now: Date,
  first: (between: { $gt: Date; $lte?: Date }) => Promise<T | null>,
): Promise<T | null> {
  let from = now
  for (const reach of reaches) {
    if (!Number.isFinite(reach)) return first({ $gt: from })
    const to = new Date(now.getTime() + reach)
    const found = await first({ $gt: from, $lte: to })
    if (found) return found
    from = to
  }
  return null
}
