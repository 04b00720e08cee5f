import type { Objection, OutboxMessage } from '../messages/message.ts'
import type { Counted } from '../messages/outbox-queries.ts'
import type { Settings } from '../shop/profile/settings.ts'

type Cap = { atMost: number; days: number; words: string }

/** How often a customer may be written to for a purpose that they did not ask for; all their chats count together. */
export function capsOf({ outreach, survey }: Pick<Settings, 'outreach' | 'survey'>, purpose: string): Cap[] {
  const cap = (atMost: number, days: number): Cap => ({
    atMost,
    days,
    words: `cap: ${atMost} ${purpose} ${atMost === 1 ? 'message' : 'messages'} in ${days} days`,
  })
  if (purpose === 'marketing') return [cap(outreach.marketingPer7Days, 7), cap(outreach.marketingPer30Days, 30)]
  return purpose === 'survey' ? [cap(1, survey.oncePerDays)] : []
}

/**
 * What the caps say against a message now: wait until the one is far enough back that is over the cap, or drop it when it
 * would be too late by then. What may have been sent counts as sent. Of several that could leave at this instant, in
 * several chats, the earliest counts for the others and none of them for it: so one goes, whoever looks first.
 */
export function overCap(
  message: Pick<OutboxMessage, '_id' | 'createdAt' | 'expiresAt'>,
  others: Counted[],
  caps: Cap[],
  now: Date,
): Objection | null {
  const sentAt = others
    .filter((one) => one._id !== message._id && counts(one, message, now))
    .map((one) => (one.sentAt ?? one.calledAt ?? now).getTime())
    .toSorted((one, other) => other - one)
  const waits = caps.flatMap(({ atMost, days, words }) => {
    const over = sentAt[atMost - 1]
    const freeAt = over === undefined ? now.getTime() : over + days * dayMs
    return freeAt > now.getTime() ? [{ freeAt: new Date(freeAt), words }] : []
  })
  const longest = waits.toSorted((one, other) => other.freeAt.getTime() - one.freeAt.getTime())[0]
  if (!longest) return null
  const { freeAt, words } = longest
  return freeAt < message.expiresAt ? { later: freeAt, reason: words } : { drop: words }
}

const dayMs = 24 * 60 * 60 * 1000

function counts(one: Counted, { _id, createdAt }: Pick<OutboxMessage, '_id' | 'createdAt'>, now: Date): boolean {
  if (one.state !== 'pending' || one.doubts > 0) return true
  if (one.notBefore > now) return false
  const ahead = one.createdAt.getTime() - createdAt.getTime()
  return ahead < 0 || (ahead === 0 && one._id < _id)
}
