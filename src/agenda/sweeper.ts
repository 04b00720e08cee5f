import type { Clock } from '../clock.ts'
import { type Log, reasonOf } from '../log.ts'
import { anything, type Ear } from './bell.ts'
import type { Items } from './items.ts'

/** Items handed over in one look; the next look comes when they have been taken. */
const dueAtOnce = 500
/** How long the sweeper sleeps when no bell rings, real ms: by so much an item may be late. */
const idleMs = 1_000
/** What the bell says of them. */
export const facts = 'facts'
/** How often facts are looked for of which no bell told, real ms. */
const settleEveryMs = 1_000
/** How often abandoned items are looked for, real ms. */
const reviveEveryMs = 5_000
const reviveAtOnce = 100

/** Looks for what is due and hands it over. Any number of processes may sweep: what is handed over twice is done once. */
export function startSweeper(deps: {
  items: Items
  hand(due: { _id: string; attempts: number }[]): Promise<void>
  refresh?(): Promise<unknown>
  settle?(): Promise<unknown>
  ear: Ear
  clock: Clock
  log: Log
}): { close(): Promise<void> } {
  const { items, hand, refresh, settle, ear, clock, log } = deps
  let settleAt = 0
  let reviveAt = 0
  let closed = false

  const loop = (async () => {
    while (!closed) {
      const heard = ear.heard()
      const steps = [() => clock.sync(), async () => refresh?.(), () => settleFacts(heard), revive, handOver]
      for (const step of steps) await step().catch(fault)
      if (!closed) await ear.sleep(idleMs)
    }
  })()

  async function settleFacts(heard: string[]): Promise<void> {
    if (performance.now() < settleAt && ![facts, anything].some((about) => heard.includes(about))) return
    await settle?.()
    settleAt = performance.now() + settleEveryMs
  }

  async function revive(): Promise<void> {
    if (performance.now() < reviveAt) return
    const revived = await items.reviveAbandoned(reviveAtOnce)
    if (revived.length > 0) log.warn({ items: revived }, 'abandoned items wait again')
    reviveAt = performance.now() + reviveEveryMs
  }

  async function handOver(): Promise<void> {
    const due = await items.due(dueAtOnce)
    if (due.length > 0) await hand(due)
  }

  /** One step that fails – a server is away – keeps no other from being tried. */
  function fault(error: unknown): void {
    log.warn({ reason: reasonOf(error) }, 'agenda sweep')
  }

  return {
    async close() {
      closed = true
      ear.close()
      await loop
    },
  }
}
