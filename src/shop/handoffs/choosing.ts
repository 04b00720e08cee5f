import { createHash } from 'node:crypto'
import type { Advisor } from '../advisors/advisor.ts'
import type { Seated } from './records.ts'

/** How many chats each advisor has. */
export function loadsOf(seated: Seated[]): Map<string, number> {
  const loads = new Map<string, number>()
  for (const { seat } of seated) {
    const holder = seat?.slice(0, seat.lastIndexOf('/')) ?? ''
    loads.set(holder, (loads.get(holder) ?? 0) + 1)
  }
  return loads
}

/** A seat with an advisor within their limit that nobody has: handoffs that look at the same time seldom want the same one. */
export function seatWithin(most: number, advisorId: string, seated: Seated[], handoffId: string): string {
  const taken = new Set(seated.map(({ seat }) => seat))
  const free = Array.from({ length: most }, (_, n) => `${advisorId}/${n + 1}`).filter((seat) => !taken.has(seat))
  const turn = createHash('sha256').update(handoffId).digest().readUInt32BE() % Math.max(1, free.length)
  return free[turn] ?? freeSeat(advisorId, seated)
}

/** The first seat with an advisor that nobody has; beyond the limit too, for who claims one themselves. */
export function freeSeat(advisorId: string, seated: Seated[]): string {
  const taken = new Set(seated.map(({ seat }) => seat))
  for (let n = 1; ; n++) if (!taken.has(`${advisorId}/${n}`)) return `${advisorId}/${n}`
}

/**
 * Whom a handoff is offered to: the first of `preferred` who can take one, else the least loaded of those on duty. Nobody
 * gets more than `most`, however well they know the customer: the story is in the topic, and waiting is worse. Managers
 * are asked when no advisor is on duty. Between equals the handoff's id decides, so that it is not always the same one.
 */
export function choose(question: {
  handoffId: string
  onDuty: Advisor[]
  preferred: string[]
  lapsedIds: string[]
  loads: Map<string, number>
  most: number
}): Advisor | null {
  const { handoffId, onDuty, preferred, lapsedIds, loads, most } = question
  const load = ({ _id }: Advisor) => loads.get(_id) ?? 0
  const able = onDuty.filter((one) => load(one) < most && !lapsedIds.includes(one._id))
  const known = preferred.flatMap((id) => able.find((one) => one._id === id) ?? [])
  if (known[0]) return known[0]
  const advisors = onDuty.some(({ role }) => role === 'advisor') ? able.filter(({ role }) => role === 'advisor') : able
  const lot = ({ _id }: Advisor) => createHash('sha256').update(`${handoffId} ${_id}`).digest('hex')
  return advisors.toSorted((a, b) => load(a) - load(b) || lot(a).localeCompare(lot(b)))[0] ?? null
}
