import { z } from 'zod'
import { tellScreen } from '../flows/complaint/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { contextOf } from '../src/conversation/context.ts'
import type { Tools } from './steps/reminding.ts'

/** The word comes in time, or a person calls. */
const livesMs = 3 * 24 * 60 * 60 * 1000

/**
 * Tells a customer that their complaint is on record, when an advisor noted it, or that it is held to be resolved. About
 * a complaint that cannot be told the second contact is made all the same, by a person. They asked to hear of it, so it
 * counts as a reply, which is not held back while a person has the chat.
 */
export const tellComplainer = defineJob({
  name: 'tell-complainer',
  payload: z.object({ complaintId: z.string(), what: z.enum(['acknowledged', 'resolved']), at: z.number() }),
  async run({ complaintId, what, at }, { shop, messages, clock, group }: Tools) {
    await shop.profile.refresh()
    const complaint = await shop.complaints.get(complaintId)
    if (!complaint) return { skipped: 'the complaint is gone' }
    const isOver = what === 'resolved' ? complaint.resolvedAt?.getTime() !== at : complaint.acknowledgedAt !== null
    if (isOver) return { skipped: 'no longer true' }
    const customer = await shop.customers.get(complaint.customerId)
    const chat = (await shop.customers.chatsOf(complaint.customerId)).find(({ unreachable }) => !unreachable)
    if (!customer || !chat) return { skipped: 'nobody can be reached' }
    const key = `complaint:${complaintId}:${what}:${at}`
    const now = clock.now()
    const c = contextOf({ now, chat: chat._id, key, customer, shop, hasDesk: group !== null })
    await messages.post([
      {
        _id: key,
        lane: 'transactional',
        purpose: 'reply',
        to: { chat: chat._id },
        about: { kind: 'complaint', id: complaintId, version: complaint.version },
        content: { kind: 'screen', screen: tellScreen(c, what, complaintId), revision: 0 },
        expiresAt: new Date(now.getTime() + livesMs),
      },
    ])
    if (what === 'acknowledged') await shop.complaints.acknowledge(complaintId, 'complaints')
    return { done: true }
  },
})
