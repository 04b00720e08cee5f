import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { isOpen } from '../profile/opening.ts'
import type { Profile } from '../profile/profile.ts'
import { type Handoff, holderOf } from './handoff.ts'
import type { Records } from './records.ts'
import { putUp, resolved } from './values.ts'

/** What time does to a handoff. Each is asked when it is due, may be asked twice, and counts only if it still holds. */
export function createClocks({ records, clock, profile }: { records: Records; clock: Clock; profile: Profile }) {
  const no = refuse('not-now')
  type No = Refusal<'not-now'>
  const unless = (answer: Handoff | No | null) => (answer && !('refused' in answer) ? answer : null)

  /**
   * Half of a wait, or all of it, is over. At 100 nobody has the handoff any more, and whoever let it lapse is not offered
   * it again before the customer has a reply. `null` when that wait is over; a second time the handoff as it stands, so
   * that who was interrupted before telling anybody can.
   */
  async function escalate(id: string, wait: number, to: 50 | 100): Promise<Handoff | null> {
    return unless(
      await records.change<No>(id, 'waiting', (read) => {
        if (!read.live || read.waits !== wait || read.waitingSince === null) return no
        if (read.raised >= to) return {}
        if (to === 50) return { raised: 50 }
        const holder = holderOf(read)
        return { ...putUp(read), raised: 100, lapsedIds: [...read.lapsedIds, ...(holder ? [holder] : [])] }
      }),
    )
  }

  /**
   * Nobody has said anything for a while and no reply is owed: the chat is the bot's again. `later` when it is not time
   * yet, `null` when it is over already or a reply is owed.
   */
  async function idle(id: string): Promise<Handoff | { later: Date } | null> {
    const { idleMinutes } = (await profile.refresh()).settings.handoff
    const until = ({ lastAt }: Handoff) => new Date(lastAt.getTime() + idleMinutes * 60_000)
    const isIdle = (read: Handoff) => read.live && read.waitingSince === null && until(read) <= clock.now()
    const ended = await records.change<No>(id, 'idle', (read) =>
      isIdle(read) ? resolved(clock.now(), 'idle', 'idle') : no,
    )
    if (unless(ended)) return unless(ended)
    const read = await records.get(id)
    return read?.live && read.waitingSince === null ? { later: until(read) } : null
  }

  /**
   * Whether the customer is to be told now that nobody is there: the shop is closed, and they were not told for a while.
   * Answers the handoff with `offHoursToldAt`, which makes a good key; `null` when there is nothing to tell.
   */
  async function tellOffHours(id: string): Promise<Handoff | null> {
    const shop = await profile.refresh()
    const now = clock.now()
    if (isOpen(shop, now)) return null
    const since = now.getTime() - shop.settings.handoff.offHoursNoticeMinutes * 60_000
    return unless(
      await records.change<No>(id, 'off-hours', ({ live, offHoursToldAt }) =>
        live && (offHoursToldAt === null || offHoursToldAt.getTime() <= since) ? { offHoursToldAt: now } : no,
      ),
    )
  }

  return { escalate, idle, tellOffHours }
}
