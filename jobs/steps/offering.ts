import { z } from 'zod'
import type { JobOutcome } from '../../src/agenda/job.ts'
import { contextOf } from '../../src/conversation/context.ts'
import type { Context } from '../../src/conversation/flow.ts'
import type { Screen } from '../../src/messages/screen.ts'
import type { Waiting } from '../../src/shop/waiting-list/waiting.ts'
import type { Tools } from './reminding.ts'

/** Which offer of which place on the waiting list. */
export const offerSubject = z.object({ waitingId: z.string(), appointmentId: z.string() })

type Word = { waiting: Waiting; appointmentId: string; key: string; edit?: string; expiresAt: Date }

/**
 * Writes to a customer on the waiting list, where they can be reached. They asked to be told, so it counts as a reply;
 * the quiet hours were minded when the offer was made. With `edit`, that message is changed.
 */
export async function post(
  { waiting, appointmentId, key, edit, expiresAt }: Word,
  { shop, messages, clock, group }: Tools,
  screenOf: (c: Context<null>) => Screen | Promise<Screen>,
): Promise<JobOutcome> {
  const customer = await shop.customers.get(waiting.customerId)
  const chat = (await shop.customers.chatsOf(waiting.customerId)).find(({ unreachable }) => !unreachable)
  if (!customer || !chat) return { skipped: 'nobody can be reached' }
  await shop.profile.refresh()
  const hasDesk = group !== null
  const screen = await screenOf(contextOf({ now: clock.now(), chat: chat._id, key, customer, shop, hasDesk }))
  await messages.post([
    {
      _id: key,
      lane: 'transactional',
      purpose: 'reply',
      to: { chat: chat._id },
      about: { kind: 'offer', id: appointmentId, version: waiting.version },
      content: { kind: 'screen', screen, revision: 0, ...(edit && { edit }) },
      expiresAt,
    },
  ])
  return { done: true }
}
