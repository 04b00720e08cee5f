import { handClock } from '../../../src/clock.ts'
import { isRefusal } from '../../../src/refusal.ts'
import type { Role } from '../../../src/shop/advisors/advisor.ts'
import type { Handoff, HandoffReason } from '../../../src/shop/handoffs/handoff.ts'
import { instantOf } from '../../../src/shop/profile/opening.ts'
import type { ShopProfile } from '../../../src/shop/profile/shop-profile.ts'
import { createShop } from '../../../src/shop/shop.ts'
import { ownDatabase } from '../../support/own-database.ts'
import { sampleShop } from '../appointments/open-shop.ts'

export const monday = '2026-11-30'
export const tuesday = '2026-12-01'

/** The sample shop with a database of its own, on a Monday at 09:00: people come by `advisor` and `customer`. */
export async function openDesk() {
  const { connection, drop } = await ownDatabase()
  const sample = sampleShop()
  const at = (time: string, onDay = monday) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return instantOf(sample.zone, onDay, hour * 60 + minute)
  }
  const clock = handClock(at('09:00'))
  const shop = createShop({ connection, clock, otherPersonalData: [] })
  const { advisors, customers, handoffs } = shop
  await Promise.all(
    Object.values(connection.models).map((model) => model.createCollection().then(() => model.createIndexes())),
  )
  await shop.profile.adopt(sample)
  let people = 5_000
  let messages = 0

  /** Somebody registered through an invitation, with the shifts of `profileId`. Answers their id. */
  async function advisor(profileId: string | null, role: Role = 'advisor', id = `tg:${people++}`): Promise<string> {
    const invited = await advisors.invite({ role, profileId, by: 'operator' })
    if (isRefusal(invited)) throw new Error(invited.refused)
    const { token } = invited as { token: string }
    const joined = await advisors.accept(token, { id, name: `顾问${id}` })
    if (isRefusal(joined)) throw new Error(joined.refused)
    return id
  }

  /** Somebody who pressed START in this chat. */
  async function customer(chat = `tg:${people++}`): Promise<{ id: string; chat: string }> {
    const { _id } = await customers.greet({ chat, name: '林晓', language: 'zh-CN' })
    return { id: _id, chat }
  }

  /** A handoff of a new customer, or of this one. */
  async function opens(
    who?: { id: string; chat: string },
    { reason = 'asked', key = `update:${++messages}` }: { reason?: HandoffReason; key?: string } = {},
  ): Promise<Handoff> {
    const { id, chat } = who ?? (await customer())
    return handoffs.open({ key, customerId: id, chat, reason, words: '我要人工' })
  }

  const moved = (change: (profile: ShopProfile) => ShopProfile) => shop.profile.adopt(change(sampleShop()))

  return {
    ...shop,
    connection,
    clock,
    sample,
    at,
    advisor,
    customer,
    opens,
    moved,
    says: (id: string, when = clock.now()) =>
      handoffs.said(id, { key: `said:${++messages}`, at: when, chat: 'tg:chat' }),
    replies: (id: string, by: string, more: { key?: string; anyway?: boolean } = {}) =>
      handoffs.replied(id, by, { key: `reply:${++messages}`, at: clock.now(), ...more }),
    minutesLater: (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * 60_000)),
    async known(id: string): Promise<Handoff> {
      const handoff = await handoffs.get(id)
      if (!handoff) throw new Error(`there is no handoff ${id}`)
      return handoff
    },
    async clear() {
      clock.set(at('09:00'))
      await Promise.all(Object.values(connection.models).map((model) => model.deleteMany({})))
      await shop.profile.adopt(sample)
    },
    close: drop,
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** The handoff, where a refusal would be a mistake of the test. */
export function done(answer: Handoff | { refused: string } | { later: Date } | null): Handoff {
  if (answer && '_id' in answer) return answer
  throw new Error(`expected a handoff: ${JSON.stringify(answer)}`)
}
