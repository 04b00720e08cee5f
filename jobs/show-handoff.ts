import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'
import { servedMessage } from './steps/serving.ts'

/** Puts a customer's card up in their topic, or changes the one there, and tells the customer who is there for them. */
export const showHandoff = defineJob({
  name: 'show-handoff',
  payload: z.object({ handoffId: z.string() }),
  async run({ handoffId }, tools: Tools) {
    const { shop, messages, desk } = tools
    if (desk === null) return { skipped: 'there is no group' }
    await shop.profile.refresh()
    const handoff = await shop.handoffs.get(handoffId)
    const customer = handoff && (await shop.customers.get(handoff.customerId))
    if (!handoff || !customer) return { skipped: 'the handoff is gone' }
    const newest = await shop.handoffs.lastOf(customer._id)
    const card = await desk.opening.cardMessages(customer, newest, `${handoffId}:v${handoff.version}`)
    await messages.post([...card, ...(await servedMessage(handoff, customer, tools))])
    return { done: true }
  },
})
