import { z } from 'zod'
import { complaintScreen } from '../flows/group/complaint-card.ts'
import { defineJob } from '../src/agenda/job.ts'
import { copyKey } from '../src/desk/references.ts'
import { customerTopic } from '../src/desk/topics.ts'
import type { NewMessage } from '../src/messages/message.ts'
import type { Tools } from './steps/reminding.ts'
import { cardMessages, groupMessage } from './steps/telling-group.ts'

/** As long as a complaint is looked after. */
const livesMs = 60 * 24 * 60 * 60 * 1000

/** Puts a complaint up in the customer's topic, or changes the card that hangs there; pictures and recordings follow it. */
export const showComplaint = defineJob({
  name: 'show-complaint',
  payload: z.object({ complaintId: z.string() }),
  async run({ complaintId }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const { language } = await shop.profile.refresh()
    const complaint = await shop.complaints.get(complaintId)
    const customer = complaint && (await shop.customers.get(complaint.customerId))
    if (!complaint || !customer) return { skipped: 'the complaint is gone' }
    const { version, said } = complaint
    const screen = await complaintScreen(complaint, { shop, language, now: clock.now() })
    const about = { kind: 'complaint', id: complaintId, version }
    const card = { topic: customerTopic(customer), about, screen, livesMs, customerId: customer._id }
    const key = `complaint:${complaintId}`
    const media = said.flatMap(({ media: sent, chat, message, key: heard }): NewMessage[] => {
      if (sent.length === 0 || chat === undefined || message === undefined) return []
      // While a person has the chat it was passed on under this very key: it is there once.
      const _id = heard === undefined ? `${key}:said:${message}` : copyKey(heard)
      const content = { kind: 'copy', from: { chat, remoteId: message } } as const
      return [{ ...groupMessage(tools, { ...card, key: _id }), content, order: 1 }]
    })
    await messages.post([...cardMessages(tools, { ...card, key, version }), ...media])
    return { done: true }
  },
})
