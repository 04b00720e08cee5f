/**
 * The one clock. Nothing else in the product may ask what time it is.
 *
 * `now()` is synchronous so that pure code stays pure. On a simulated clock it answers the instant this process
 * last learned; `sync()` learns it anew and is called by every worker before it takes up a piece of work.
 */
export type Clock = {
  /** The present instant (UTC). */
  now(): Date
  /** Learns the present anew; costs nothing on the system's clock. */
  sync(): Promise<Date>
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sync: async () => new Date(),
}

/** A clock that stands still until it is set: for rooms tested alone. */
export function handClock(start: string | Date): Clock & { set(at: string | Date): void } {
  let at = new Date(start)
  return {
    now: () => new Date(at),
    sync: async () => new Date(at),
    set(next) {
      at = new Date(next)
    },
  }
}
