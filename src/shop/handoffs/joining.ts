import type { Clock } from '../../clock.ts'
import { isDuplicate } from '../change.ts'
import type { Handoff } from './handoff.ts'
import { mostAttempts, type Records } from './records.ts'
import { later, resolved } from './values.ts'

/** Two customers prove to be one person: what one has goes to the other. Every step may be repeated after a crash. */
export function createJoining({ records, clock }: { records: Records; clock: Clock }) {
  const by = 'merge'

  /** Gives all handoffs of one customer to another. Of two live ones one is left, which then knows what both knew. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const [given, own] = await Promise.all([records.liveOf(fromCustomerId), records.liveOf(toCustomerId)])
      if (given && own) await join(own, given)
      if (await moveAll(fromCustomerId, toCustomerId)) return
    }
    throw new Error(`customer ${toCustomerId} had another live handoff ${mostAttempts} times in a row`)
  }

  /** False when the other has a live one again by now. */
  async function moveAll(fromCustomerId: string, customerId: string): Promise<boolean> {
    const given = await records.model.find({ customerId: fromCustomerId }).lean<Handoff[]>()
    try {
      for (const { _id } of given) {
        await records.change(_id, by, ({ live }) => ({ customerId, ...(live && { dirty: true }) }))
      }
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /**
   * The one that somebody owns goes on; else the survivor's own. It learns first, then the other ends without a word – but
   * only if the first is still live by then.
   */
  async function join(own: Handoff, given: Handoff): Promise<void> {
    const [stays, ends] = own.ownerId === null && given.ownerId !== null ? [given, own] : [own, given]
    const told = await records.change<never>(stays._id, by, (read) => (read.live ? joined(read, ends) : {}))
    if (!told?.live) return
    await records.change(ends._id, by, ({ live }) => (live ? resolved(clock.now(), by, 'merged') : {}))
  }

  return { handOver }
}

/** What two live ones know together: a complaint stays one, and the customer has waited since they first did. */
function joined(read: Handoff, other: Handoff): Partial<Handoff> {
  const isComplaint = read.reason !== 'complaint' && other.reason === 'complaint'
  const isOlder = other.waitingSince !== null && (read.waitingSince === null || other.waitingSince < read.waitingSince)
  return {
    ...(isComplaint && { reason: other.reason, words: other.words }),
    ...(isOlder && {
      waitingSince: other.waitingSince,
      replyDueAt: other.replyDueAt,
      waits: read.waits + 1,
      raised: 0 as const,
    }),
    chat: other.lastAt > read.lastAt ? other.chat : read.chat,
    lastAt: later(read.lastAt, other.lastAt),
    dirty: true,
  }
}
