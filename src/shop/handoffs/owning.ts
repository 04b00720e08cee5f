import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Advisor } from '../advisors/advisor.ts'
import type { Advisors } from '../advisors/advisors.ts'
import { isOnDuty, keepsUntil } from '../advisors/duty.ts'
import type { Profile } from '../profile/profile.ts'
import { freeSeat } from './choosing.ts'
import type { Handoff } from './handoff.ts'
import { mostAttempts, type Records } from './records.ts'
import { answered, resolved } from './values.ts'

/** `advisor-unknown`: not, or no longer, with the shop. `not-owner` tells in `detail` whose it is (`ownerId`). */
export type NotYours = Refusal<'handoff-over' | 'not-owner' | 'advisor-unknown'>
type NoTransfer = NotYours | Refusal<'off-duty'>

/** Who may act on a handoff, and what follows. Two at once: the first write decides, the other is refused. */
export function createOwning({
  records,
  clock,
  profile,
  advisors,
}: {
  records: Records
  clock: Clock
  profile: Profile
  advisors: Advisors
}) {
  const isOthers = ({ ownerId }: Handoff, by: string) => ownerId !== null && ownerId !== by
  const others = ({ ownerId }: Handoff) => refuse('not-owner', { ownerId: ownerId ?? '' })

  type Taking = {
    to: Advisor
    by: string
    forbids: (read: Handoff) => NotYours | null
    /** What else is in the same write. */
    also?: (read: Handoff) => Partial<Handoff>
    isDone?: (read: Handoff) => boolean
  }

  /** Makes it an advisor's own, unless that is forbidden. What is done already is answered, over or not. */
  async function own(id: string, { to, by, forbids, also, isDone }: Taking): Promise<Handoff | NotYours> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const read = await records.get(id)
      if (read && isDone?.(read)) return read
      if (!read?.live) return refuse('handoff-over')
      const no = forbids(read)
      if (no) return no
      const taken = read.ownerId === to._id ? {} : await takenBy(to, read)
      const written = await records.writeOver(read, by, { ...taken, ...also?.(read) })
      if (written) return written
    }
    throw new Error(`handoff ${id} was changed by others ${mostAttempts} times in a row`)
  }

  async function takenBy(to: Advisor, { assignedId, seat }: Handoff): Promise<Partial<Handoff>> {
    const now = clock.now()
    return {
      state: 'claimed',
      ownerId: to._id,
      assignedId: null,
      claimedAt: now,
      seat: assignedId === to._id ? seat : freeSeat(to._id, await records.seated()),
      keptUntil: keepsUntil(to, await profile.refresh(), now),
      dirty: true,
    }
  }

  /** Takes it on, while nobody has. */
  async function claim(id: string, by: string): Promise<Handoff | NotYours> {
    const to = await advisors.get(by)
    if (!to) return refuse('advisor-unknown')
    return own(id, { to, by, forbids: (read) => (isOthers(read, by) ? others(read) : null) })
  }

  /**
   * A public reply: the customer waits no more, and who replies first claims it. An owner's colleague is refused, until
   * they reply `anyway`: then the owner stays. `key` names the message, `at` when it was written: the same again counts
   * nothing.
   */
  async function replied(
    id: string,
    by: string,
    { key, at, anyway = false }: { key: string; at: Date; anyway?: boolean },
  ): Promise<Handoff | NotYours> {
    const to = await advisors.get(by)
    if (!to) return refuse('advisor-unknown')
    const isDone = ({ lastReply }: Handoff) => lastReply === key
    const also = (read: Handoff) => answered(read, { key, at })
    if (!anyway) return own(id, { to, by, forbids: (read) => (isOthers(read, by) ? others(read) : null), also, isDone })
    const changed = await records.change<NotYours>(id, by, (read) =>
      read.live || isDone(read) ? also(read) : refuse('handoff-over'),
    )
    return changed ?? refuse('handoff-over')
  }

  /**
   * Gives it to a colleague who is on duty. Whose it is may, a manager may, and anybody may take one over (`to` is `by`)
   * or give away one that nobody has claimed.
   */
  async function transfer(id: string, to: string, by: string): Promise<Handoff | NoTransfer> {
    const [giver, taker] = await Promise.all([advisors.get(by), advisors.get(to)])
    if (!giver || !taker) return refuse('advisor-unknown')
    if (to !== by && !isOnDuty(taker, await profile.refresh(), clock.now())) return refuse('off-duty')
    const may = (read: Handoff) => to === by || giver.role === 'manager' || !isOthers(read, by) || read.ownerId === to
    return own(id, { to: taker, by, forbids: (read) => (may(read) ? null : others(read)) })
  }

  /** Ends it; the owner may, a manager may, and anybody when nobody has claimed it. A second time it is over. */
  async function close(id: string, reason: string, by: string): Promise<Handoff | NotYours> {
    const advisor = await advisors.get(by)
    if (!advisor) return refuse('advisor-unknown')
    const closed = await records.change<NotYours>(id, by, (read) => {
      if (!read.live) return refuse('handoff-over')
      if (isOthers(read, by) && advisor.role !== 'manager') return others(read)
      return resolved(clock.now(), by, reason)
    })
    return closed ?? refuse('handoff-over')
  }

  /** The customer goes back to the bot. */
  async function withdraw(id: string): Promise<Handoff | Refusal<'handoff-over'>> {
    const over = refuse('handoff-over')
    const withdrawn = await records.change<typeof over>(id, 'customer', (read) =>
      read.live ? resolved(clock.now(), 'customer', 'withdrawn') : over,
    )
    return withdrawn ?? over
  }

  return { claim, replied, transfer, close, withdraw }
}
