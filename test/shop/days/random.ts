/** A stream of numbers that a seed repeats (mulberry32). */
export function random(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number) => Math.floor(next() * end)
  function pick<T>(from: readonly T[]): T {
    const one = from[below(from.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  const some = <T>(from: readonly T[], chance: number): T[] => from.filter(() => next() < chance)
  return { next, below, pick, some }
}

export type Random = ReturnType<typeof random>
