import { tooManyRequests } from './api-error.ts'

/** How the 30 messages a second are guarded; the real wall is unspecified (quality figures are quoted for each). */
export type Walls = 'off' | 'bucket' | 'strict' | 'punitive'

/** Bot FAQ: 30 messages a second overall, one a second to a chat (bursts pass), 20 a minute to a group. */
const perSecond = 30
const chatBurst = 5
const groupPerMinute = 20
/** PUNITIVE: how long a 429 locks the whole bot. */
const lockMs = 5000

type Bucket = { tokens: number; at: number }
export type Cost = { chatId: number; isGroup: boolean; isNew: boolean; messages: number }

/** Counts what leaves the bot in real time, whatever the simulated clock says. */
export type Limits = ReturnType<typeof createLimits>

/** `groupMinuteMs`: how long the minute of a group's wall lasts. */
export function createLimits(walls: Walls, groupMinuteMs = 60_000) {
  const overall: Bucket = { tokens: perSecond, at: performance.now() }
  const sentAt: number[] = []
  const chats = new Map<number, Bucket>()
  const groups = new Map<number, number[]>()
  let lockedUntil = 0

  /** Throws 429 when a wall is hit; otherwise counts the call. Edits count for groups and overall, not for one person's chat. */
  function pass({ chatId, isGroup, isNew, messages }: Cost): void {
    if (walls === 'off') return
    const now = performance.now()
    if (now < lockedUntil) throw tooManyRequests(seconds(lockedUntil - now))
    const waitMs = Math.max(
      overallWait(now, messages),
      isGroup ? groupWait(chatId, now, messages) : isNew ? chatWait(chatId, now) : 0,
    )
    if (waitMs > 0) {
      if (walls === 'punitive') lockedUntil = now + lockMs
      throw tooManyRequests(walls === 'punitive' ? seconds(lockMs) : seconds(waitMs))
    }
    if (walls === 'bucket') overall.tokens -= messages
    else for (let i = 0; i < messages; i++) sentAt.push(now)
    if (isGroup) groups.get(chatId)?.push(...Array(messages).fill(now))
    else if (isNew) spend(chatId, messages)
  }

  function overallWait(now: number, messages: number): number {
    if (walls === 'bucket') {
      refill(overall, perSecond, perSecond, now)
      return overall.tokens >= messages ? 0 : ((messages - overall.tokens) / perSecond) * 1000
    }
    forget(sentAt, now - 1000)
    return sentAt.length + messages <= perSecond ? 0 : 1000
  }

  function chatWait(chatId: number, now: number): number {
    const bucket = chats.get(chatId) ?? { tokens: chatBurst, at: now }
    refill(bucket, 1, chatBurst, now)
    chats.set(chatId, bucket)
    // An album may overdraw what is left, never what is not there.
    return bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) * 1000
  }

  function spend(chatId: number, messages: number): void {
    const bucket = chats.get(chatId)
    if (bucket) bucket.tokens -= messages
    if (chats.size > 10_000) dropFull()
  }

  /** Chats that could burst again need no memory. */
  function dropFull(): void {
    const now = performance.now()
    for (const [chatId, bucket] of chats) {
      refill(bucket, 1, chatBurst, now)
      if (bucket.tokens >= chatBurst) chats.delete(chatId)
    }
  }

  function groupWait(chatId: number, now: number, messages: number): number {
    const times = groups.get(chatId) ?? []
    groups.set(chatId, times)
    forget(times, now - groupMinuteMs)
    if (times.length + messages <= groupPerMinute) return 0
    return (times[times.length + messages - groupPerMinute - 1] ?? now) + groupMinuteMs - now
  }

  return { pass }
}

function refill(bucket: Bucket, perSecond: number, most: number, now: number): void {
  bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
  bucket.at = now
}

/** Drops times at or before the mark from the front. */
function forget(times: number[], mark: number): void {
  let old = 0
  while ((times[old] ?? Number.POSITIVE_INFINITY) <= mark) old++
  if (old > 0) times.splice(0, old)
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
