import { z } from 'zod'
import { visitScreen } from '../flows/group/visit-card.ts'
import { defineJob } from '../src/agenda/job.ts'
import { customerTopic } from '../src/desk/topics.ts'
import type { Tools } from './steps/reminding.ts'
import { cardMessages } from './steps/telling-group.ts'

/** A card nobody could be shown for so long is of no use. */
const livesMs = 14 * 24 * 60 * 60 * 1000

/** Puts a visit up in the customer's topic, or changes the card that hangs there. */
export const showVisit = defineJob({
  name: 'show-visit',
  payload: z.object({ visitId: z.string() }),
  async run({ visitId }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const { language } = await shop.profile.refresh()
    const visit = await shop.visits.get(visitId)
    const customer = visit && (await shop.customers.get(visit.customerId))
    if (!visit || !customer) return { skipped: 'the visit is gone' }
    const { version } = visit
    const screen = await visitScreen(visit, { shop, language, now: clock.now() })
    const about = { kind: 'visit', id: visitId, version }
    const card = { topic: customerTopic(customer), about, screen, livesMs, customerId: customer._id }
    await messages.post(cardMessages(tools, { ...card, key: `visit:${visitId}`, version }))
    return { done: true }
  },
})
