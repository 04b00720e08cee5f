import type { Content, Lane, OutboxMessage, Outcome } from './message.ts'

/** What an attempt leaves of a message. */
export type Aftermath = Pick<OutboxMessage, 'state' | 'doubts'> &
  Partial<Pick<OutboxMessage, 'reason' | 'remoteId' | 'unreachable'>>

/**
 * How often a message is tried again after an attempt without an answer, which may have delivered it. A booking or
 * a reminder missing is worse than one seen twice; an advertisement seen twice is worse than one missing.
 */
const repeatsByLane: Record<Lane, number> = { reply: 1, transactional: 1, survey: 0, campaign: 0 }
/** Edits and removals do no harm when done twice. */
const harmlessRepeats = 3

/** Pure: what becomes of `message` after an attempt with this outcome. */
export function aftermath(message: OutboxMessage, outcome: Outcome): Aftermath {
  const { doubts } = message
  if ('sent' in outcome) return { state: 'sent', doubts, remoteId: outcome.sent }
  if ('dropped' in outcome) return { state: 'dropped', doubts, reason: outcome.dropped }
  if ('retryAfterMs' in outcome) {
    return { state: 'pending', doubts, reason: outcome.flooded ? 'too fast for the channel' : 'the channel is away' }
  }
  if ('postponed' in outcome) return { state: 'pending', doubts, reason: outcome.postponed }
  if ('behind' in outcome) return { state: 'pending', doubts, reason: outcome.behind }
  if ('unknown' in outcome) {
    const state = doubts < repeatsOf(message) ? 'pending' : 'unknown'
    return { state, doubts: doubts + 1, reason: outcome.unknown }
  }
  return { state: 'failed', doubts, reason: outcome.failed, ...(outcome.unreachable && { unreachable: true }) }
}

const amending: Content['kind'][] = ['remove', 'reword', 'react', 'pin', 'forget-topic']

/** An edit, a removal, a sign or a pin; an edit whose message is gone is sent anew all the same, once in a while. */
export const amends = ({ content }: OutboxMessage): boolean =>
  amending.includes(content.kind) || (content.kind === 'screen' && content.edit !== undefined)

const repeatsOf = (message: OutboxMessage) => (amends(message) ? harmlessRepeats : repeatsByLane[message.lane])
