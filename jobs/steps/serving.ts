import { deskWords } from '../../flows/group/desk-words.ts'
import { servedKey } from '../../src/desk/speaking.ts'
import type { NewMessage } from '../../src/messages/message.ts'
import type { Screen } from '../../src/messages/screen.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import type { Handoff } from '../../src/shop/handoffs/handoff.ts'
import type { Tools } from './reminding.ts'

/** Words about a conversation with a person are worth nothing the day after. */
const livesMs = 24 * 60 * 60 * 1000

/** A word to a customer about the person they talk to. They asked for one, so it counts as a reply. */
export function deskMessage(
  { chat, _id }: Handoff,
  { key, screen }: { key: string; screen: Screen },
  { clock }: Pick<Tools, 'clock'>,
): NewMessage {
  return {
    _id: key,
    lane: 'transactional',
    purpose: 'reply',
    to: { chat },
    about: { kind: 'handoff', id: _id, version: 1 },
    content: { kind: 'screen', screen, revision: 0 },
    expiresAt: new Date(clock.now().getTime() + livesMs),
  }
}

/** Tells who is there for the customer now, once for every time somebody took the chat on. */
export async function servedMessage(handoff: Handoff, { language }: Customer, tools: Tools): Promise<NewMessage[]> {
  const { shop, clock } = tools
  const owner = handoff.live && handoff.ownerId ? await shop.advisors.get(handoff.ownerId) : null
  if (!owner) return []
  const screen = deskWords(shop, clock.now).served(owner, language)
  return [deskMessage(handoff, { key: servedKey(handoff), screen }, tools)]
}
