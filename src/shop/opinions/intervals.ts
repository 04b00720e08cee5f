/** Where the true value lies with 95 % probability. */
export type Interval = { low: number; high: number }

/** The 97.5 % point of the normal distribution. */
const z = 1.96
/** A mean of fewer answers says nothing of how they spread. */
const leastForMean = 5

/** The share behind `count` out of `of`, by Wilson's score interval: honest for small numbers and near 0 and 1. */
export function shareInterval(count: number, of: number): Interval | null {
  if (of === 0) return null
  const share = count / of
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** The mean behind these scores, within their scale; `null` for too few. */
export function meanInterval(scores: number[], scale: Interval): Interval | null {
  if (scores.length < leastForMean) return null
  const mean = meanOf(scores)
  const spread = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1)
  // Answers that are all the same are no proof that every other would be.
  const half = Math.max(z * Math.sqrt(spread / scores.length), 1 / scores.length)
  return { low: Math.max(scale.low, mean - half), high: Math.min(scale.high, mean + half) }
}

export const meanOf = (scores: number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length
