import type { Chat } from './chat.ts'
import { type Customer, consentsTo, type Purpose } from './customer.ts'

/** Of a customer's chats, the last linked first, the one to write to: the first that can be reached, else the first. */
export function chatToWrite<C extends Pick<Chat, 'unreachable'>>(chats: C[]): C | undefined {
  return chats.find(({ unreachable }) => !unreachable) ?? chats[0]
}

export type WhyNot = 'no chat' | 'unreachable' | 'no consent'

/**
 * Why a customer must not be written to unasked; `null` when nothing speaks against it. `needs` is the consent it
 * takes, `null` for word of what they agreed on themselves.
 */
export function whyNotWrite(
  customer: Pick<Customer, 'consents'>,
  chat: Pick<Chat, 'unreachable'> | undefined,
  needs: Purpose | null,
): WhyNot | null {
  if (!chat) return 'no chat'
  if (chat.unreachable) return 'unreachable'
  return needs && !consentsTo(customer, needs) ? 'no consent' : null
}
