import { z } from 'zod'
import { deskTexts } from '../flows/group/desk-texts.ts'
import { defineJob } from '../src/agenda/job.ts'
import { customerTopic } from '../src/desk/topics.ts'
import { halfOfWaitAt } from '../src/shop/handoffs/effects.ts'
import { holderOf } from '../src/shop/handoffs/handoff.ts'
import type { Tools } from './steps/reminding.ts'
import { groupMessage } from './steps/telling-group.ts'

/** A reminder that could not be shown for so long is no reminder. */
const livesMs = 60 * 60 * 1000

/** The clock of a customer who waits: half of it reminds whoever has them, all of it takes it from them and tells managers. */
export const handoffWaits = defineJob({
  name: 'handoff-waits',
  payload: z.object({ handoffId: z.string(), wait: z.number() }),
  async run({ handoffId, wait }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    const profile = await shop.profile.refresh()
    const before = await shop.handoffs.get(handoffId)
    const customer = before && (await shop.customers.get(before.customerId))
    if (!customer || !before.live || before.waits !== wait || !before.replyDueAt)
      return { skipped: 'answered, or over' }
    const isOver = before.replyDueAt <= clock.now()
    const half = halfOfWaitAt(before, profile)
    if (!isOver && half > clock.now()) return { later: half }

    const t = deskTexts[profile.language]
    const holder = holderOf(before)
    const holderName = holder && (await shop.advisors.get(holder))?.name
    const handoff = await shop.handoffs.escalate(handoffId, wait, isOver ? 100 : 50)
    if (!handoff) return { skipped: 'answered, or over' }
    const managers = (await shop.advisors.all()).filter(({ role }) => role === 'manager').map(({ name }) => name)
    const text = isOver ? t.overdue(managers.join(', ') || t.noManager) : holderName ? t.half(holderName) : t.halfNobody
    if (group !== null) {
      const key = `handoff:${handoffId}:wait${wait}:${isOver ? 100 : 50}`
      await messages.post([groupMessage(tools, { key, topic: customerTopic(customer), screen: { text }, livesMs })])
    }
    return isOver ? { done: true } : { later: before.replyDueAt }
  },
})
