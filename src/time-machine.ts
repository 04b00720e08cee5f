import { setTimeout as sleep } from 'node:timers/promises'
import type { SettableClock } from './clock.ts'

/** A room that has work at certain instants. */
export type Timed = {
  name: string
  /** The earliest instant after `now` at which there will be work, by our clock; `null` for none. */
  nextDueAt(now: Date): Promise<Date | null>
  /** Whether nothing is left to do at `now`. */
  isQuiet(now: Date): Promise<boolean>
  /** Told when it has work of which it may not know, since the clock has moved. */
  wake?(): void | Promise<void>
}

/** Real time between two looks at whether everything is quiet: what is soon done is soon seen, what takes long is let work. */
const lookAgainMs = [8, 12, 18, 27, 40]
/** Real time one instant may take – ten thousand messages may be due in it – before somebody should look why. */
const instantMs = 600_000

/**
 * Moves the simulated clock through every due instant in order, waiting each time until all of it has been handled
 * and sent. Moves are made one after the other, whoever asks. `rooms` stand in the order in which work goes through them.
 */
export function createTimeMachine({ clock, rooms }: { clock: SettableClock; rooms: Timed[] }) {
  let last: Promise<unknown> = Promise.resolve()

  /** Answers the present once time has arrived. Throws when `to` is in the past, or an instant never becomes quiet. */
  function moveTo(to: Date): Promise<Date> {
    const move = last.catch(() => {}).then(() => travel(to))
    last = move
    return move
  }

  async function travel(to: Date): Promise<Date> {
    if (to < (await clock.sync()))
      throw new RangeError(`the clock stands at ${clock.now().toISOString()} and never goes back`)
    await settled()
    for (;;) {
      const dues = await Promise.all(rooms.map((room) => room.nextDueAt(clock.now())))
      const stop = new Date(Math.min(to.getTime(), ...dues.flatMap((due) => (due ? [due.getTime()] : []))))
      await clock.set(stop)
      await settled()
      if (stop.getTime() === to.getTime()) return clock.now()
    }
  }

  /**
   * Resolves when no room has anything left to do: twice in a row, since work also moves from a room to an earlier one. A
   * room that is found with work is told once, in case that it does not know.
   */
  async function settled(): Promise<void> {
    const told = new Set<Timed>()
    const deadline = performance.now() + instantMs
    let looks = 0
    for (let quiet = 0; quiet < 2; ) {
      const busy = await busyRoom()
      quiet = busy ? 0 : quiet + 1
      if (!busy) continue
      if (performance.now() > deadline) throw new Error(`still busy: ${busy.name}`)
      if (!told.has(busy)) await busy.wake?.()
      told.add(busy)
      await sleep(lookAgainMs[Math.min(looks++, lookAgainMs.length - 1)])
    }
  }

  /** The first room that is busy. Asked one after the other, the way work goes, and no further than need be. */
  async function busyRoom(): Promise<Timed | null> {
    const now = clock.now()
    for (const room of rooms) if (!(await room.isQuiet(now))) return room
    return null
  }

  return { moveTo, settled, now: () => clock.sync(), present: clock.now }
}

export type TimeMachine = ReturnType<typeof createTimeMachine>
