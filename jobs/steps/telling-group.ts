import type { About, NewMessage, Topic } from '../../src/messages/message.ts'
import type { Screen } from '../../src/messages/screen.ts'
import type { Tools } from './reminding.ts'

type Told = {
  key: string
  topic: Topic
  screen: Screen
  edit?: string
  about?: About
  /** Whom it speaks of. */
  customerId?: string | null
  livesMs: number
}

/** A message for a topic of the advisors' group. */
export function groupMessage(
  { group, clock }: Pick<Tools, 'group' | 'clock'>,
  { key, topic, screen, edit, about, customerId, livesMs }: Told,
): NewMessage {
  if (group === null) throw new Error('there is no group to tell')
  return {
    _id: key,
    lane: 'transactional',
    purpose: 'service',
    to: { chat: group, topic },
    ...(about && { about }),
    ...(customerId && { customerId }),
    content: { kind: 'screen', screen, revision: 0, ...(edit && { edit }) },
    expiresAt: new Date(clock.now().getTime() + livesMs),
  }
}

/** A card: put up once, and changed in place with every later version of what it shows. */
export function cardMessages(
  tools: Pick<Tools, 'group' | 'clock'>,
  { key, version, ...card }: Omit<Told, 'edit'> & { version: number },
): NewMessage[] {
  const first = groupMessage(tools, { ...card, key })
  return version > 1 ? [first, groupMessage(tools, { ...card, key: `${key}:v${version}`, edit: key })] : [first]
}
