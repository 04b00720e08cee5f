/** Where a line for the person at the terminal goes. */
export type Say = (line: string) => void

/** Work that takes longer than this is announced, and spoken of again that often. */
const quietMs = 2_000
const againMs = 15_000

/**
 * Does the work. What takes more than 2 s says what it is (with the `detail`, if any), then every 15 s that it still
 * goes on, and in the end how long it took.
 */
export async function withProgress<T>(say: Say, what: string, work: () => Promise<T>, detail = ''): Promise<T> {
  const beganMs = performance.now()
  const seconds = () => `${Math.round((performance.now() - beganMs) / 1000)} s`
  let saidAtMs: number | null = null
  const timer = setInterval(() => {
    const nowMs = performance.now()
    if (saidAtMs !== null && nowMs - saidAtMs < againMs) return
    say(saidAtMs === null ? `${what}${detail} …` : `${what} … ${seconds()}`)
    saidAtMs = nowMs
  }, quietMs)
  try {
    const result = await work()
    if (saidAtMs !== null) say(`${what}: done in ${seconds()}`)
    return result
  } finally {
    clearInterval(timer)
  }
}
