import type { About, NewMessage, Topic } from '../../src/messages/message.ts'
import type { Screen } from '../../src/messages/screen.ts'
import type { Tools } from './reminding.ts'

/** A message for a topic of the advisors' group. */
export function groupMessage(
  { group, clock }: Pick<Tools, 'group' | 'clock'>,
  {
    key,
    topic,
    screen,
    edit,
    about,
    livesMs,
  }: {
    key: string
    topic: Topic
    screen: Screen
    edit?: string
    about?: About
    livesMs: number
  },
): NewMessage {
  if (group === null) throw new Error('there is no group to tell')
  return {
    _id: key,
    lane: 'transactional',
    purpose: 'service',
    to: { chat: group, topic },
    ...(about && { about }),
    content: { kind: 'screen', screen, revision: 0, ...(edit && { edit }) },
    expiresAt: new Date(clock.now().getTime() + livesMs),
  }
}
