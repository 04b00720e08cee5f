import { copiesAtMost, together } from './bundle.ts'
import type { OutboxMessage } from './message.ts'
import type { Outbox } from './outbox.ts'

/**
 * An album's pictures come one by one, as happenings of their own: when so long none has come, real time, all are there. Our
 * own default: Telegram hands them over in one go, and each has to be dealt with.
 */
const stillAfterMs = 1_000
/** Looked at behind the first: no album is longer. */
const companionsAtMost = 2 * copiesAtMost

/** Tells whether an album is whole, so that it leaves as one. */
export function createAlbums({ outbox }: { outbox: Outbox }) {
  /** How many pictures of an album there were, and since when, by `performance.now()`; by its first message. */
  const seen = new Map<string, { pictures: number; at: number }>()

  /** For how many real milliseconds more an album may still be growing; 0 for anything else. */
  return async function growsForMs(message: OutboxMessage): Promise<number> {
    const { _id, bundle, content } = message
    if (content.kind !== 'copy' || bundle === undefined) return 0
    const pictures = 1 + together(message, await outbox.companionsOf(message, companionsAtMost)).length
    if (pictures === copiesAtMost) return 0
    const now = performance.now()
    for (const [id, { at }] of seen) if (now - at > 10 * stillAfterMs) seen.delete(id)
    const before = seen.get(_id)
    const at = before?.pictures === pictures ? before.at : now
    seen.set(_id, { pictures, at })
    return Math.max(0, Math.ceil(at + stillAfterMs - now))
  }
}
