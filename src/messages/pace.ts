/** How fast a channel lets a bot talk. */
export type Pace = {
  /** Calls in any second, over all chats. */
  perSecond: number
  /** One chat: a call each `everyMs`, `burst` of them at once after a silence. */
  chat: { everyMs: number; burst: number }
  /**
   * One group, all its topics together: calls in any `windowMs`. The last `forReplies` of them are kept for the reply lane, and
   * as many again for the transactional one: what is less urgent goes when there is room.
   */
  group: { calls: number; windowMs: number; forReplies: number }
}

/**
 * Telegram's limits, from its Bot FAQ: about 30 messages a second over all chats, one a second in a chat where short
 * bursts pass, and 20 a minute in a group; edits and the creation of topics count too [tried]. Calls that leave a
 * second apart arrive less than that apart: the tenth, and the half second of the minute, cover the way there.
 */
export const telegramPace: Pace = {
  perSecond: 30,
  chat: { everyMs: 1_100, burst: 5 },
  group: { calls: 20, windowMs: 60_500, forReplies: 5 },
}
