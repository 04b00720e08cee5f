import type { OutboxMessage } from './messages/message.ts'
import type { Shop } from './shop/shop.ts'

/** What the business hears of what became of a message. May be told again after a crash. */
export async function heardOf(message: OutboxMessage, shop: Shop): Promise<void> {
  const { about, state, to } = message
  if (message.unreachable) await shop.unreachable(to.chat, message.reason ?? 'unreachable')
  // What cannot be told is offered to the next.
  if ((message.unreachable || state === 'dropped') && about?.kind === 'offer')
    await shop.waitingList.pass(about.id, 'unanswered')
  if (about?.kind === 'outreach') await shop.outreaches.told(about.id, whatBecameOf(message))
}

/** One of which nobody knows whether it arrived counts as sent: it is never sent again. */
function whatBecameOf({ state, reason, unreachable, sentAt, calledAt }: OutboxMessage) {
  const at = sentAt ?? calledAt
  if ((state === 'sent' || state === 'unknown') && at) return { sentAt: at }
  if (state === 'failed') return { unsent: `failed: ${unreachable ? 'unreachable' : (reason ?? 'unknown')}` }
  return { unsent: reason ?? state }
}
