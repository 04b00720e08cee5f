import { z } from 'zod'
import { closeReasonFor, customerDeskTexts } from '../flows/group/desk-texts.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'
import { deskMessage } from './steps/serving.ts'

/** The one farewell: the customer is told that the bot is there again, and why. */
export const endHandoff = defineJob({
  name: 'end-handoff',
  payload: z.object({ handoffId: z.string() }),
  async run({ handoffId }, tools: Tools) {
    const { shop, messages } = tools
    const handoff = await shop.handoffs.get(handoffId)
    const customer = handoff && (await shop.customers.get(handoff.customerId))
    if (!handoff || !customer || handoff.live) return { skipped: 'the handoff is gone' }
    const { closeReason } = handoff
    // Who went back to the bot was answered there.
    if (closeReason === 'withdrawn') return { skipped: 'the customer knows' }
    const newer = await shop.handoffs.liveOf(customer._id)
    if (newer) return { skipped: 'a person has the chat again' }
    const t = customerDeskTexts[customer.language]
    const { language } = await shop.profile.refresh()
    const text =
      closeReason === 'idle' ? t.idle : t.ended(closeReasonFor(closeReason ?? '', language, customer.language))
    const rows = [
      [
        { label: t.menu, enter: 'menu', entry: 'open' },
        { label: t.again, enter: 'human', entry: 'call' },
      ],
    ]
    await messages.post([deskMessage(handoff, { key: `handoff:${handoffId}:end`, screen: { text, rows } }, tools)])
    return { done: true }
  },
})
