import type { TelegramUpdate } from '@gramio/types'

export type UpdateKind = Exclude<keyof TelegramUpdate, 'update_id'>
export type Entry = {
  update: TelegramUpdate
  /** Updates of one queue are delivered to a webhook strictly one after the other. */
  queue: string
  expiresAt: Date
  delivered: boolean
  /** How often it will be delivered once more after having been acknowledged. */
  copies: number
  /** Put out of order on purpose: a later offset must not forget it unseen. */
  shuffled: boolean
}

/** Kinds that a bot gets only when it names them (Bot API, getUpdates: `allowed_updates`). */
const onRequest: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count']

/** What waits for the bot, until it is acknowledged or expires. */
export type Inbox = ReturnType<typeof createInbox>

export function createInbox(now: () => Date) {
  const pending = new Map<number, Entry>()
  const listeners = new Set<(entry: Entry) => void>()
  let allowed: readonly UpdateKind[] | null = null
  let lastId = 100_000
  let duplicates = 0
  let held: Entry[] = []
  let holding = 0

  /** Queues an update under the next id, or drops it when the bot did not ask for its kind. */
  function push(update: Omit<TelegramUpdate, 'update_id'>, queue: string, livesMs: number): void {
    if (allowed ? !allowed.some((kind) => kind in update) : onRequest.some((kind) => kind in update)) return
    add({ update_id: ++lastId, ...update }, queue, livesMs)
  }

  /** Queues an update exactly as given, whatever its kind. */
  function add(update: TelegramUpdate, queue: string, livesMs: number): void {
    lastId = Math.max(lastId, update.update_id)
    const expiresAt = new Date(now().getTime() + livesMs)
    const entry = { update, queue, expiresAt, delivered: false, copies: duplicates > 0 ? 1 : 0, shuffled: holding > 0 }
    duplicates = Math.max(0, duplicates - 1)
    if (!entry.shuffled) arrive(entry)
    else {
      held.push(entry)
      if (--holding === 0) release()
    }
  }

  /** Hands out what was held back, newest first. */
  function release(): void {
    const entries = held.reverse()
    held = []
    holding = 0
    for (const entry of entries) arrive(entry)
  }

  function arrive(entry: Entry): void {
    pending.set(entry.update.update_id, entry)
    for (const listener of [...listeners]) listener(entry)
  }

  /** Forgets everything below the offset that the bot has seen (or skips on purpose). */
  function acknowledge(offset: number): void {
    for (const [id, entry] of pending) {
      if (id < offset && (entry.delivered || !entry.shuffled)) settle(entry)
      else if (id >= offset && !entry.shuffled) break
    }
  }

  /** The bot has taken this update; true when it is to be delivered once more. */
  function settle(entry: Entry): boolean {
    if (entry.delivered && entry.copies > 0) {
      entry.copies--
      entry.delivered = false
      return true
    }
    pending.delete(entry.update.update_id)
    return false
  }

  /** The oldest updates still alive, at most `limit` of them. */
  function peek(limit: number): Entry[] {
    const entries: Entry[] = []
    const time = now().getTime()
    for (const entry of pending.values()) {
      if (entries.length === limit) break
      if (entry.expiresAt.getTime() < time) pending.delete(entry.update.update_id)
      else entries.push(entry)
    }
    return entries
  }

  return {
    push,
    add,
    acknowledge,
    settle,
    peek,
    nextId: () => lastId + 1,
    size: () => pending.size,
    has: (entry: Entry) => pending.has(entry.update.update_id),
    dropAll: () => pending.clear(),
    allowed: () => (allowed ? [...allowed] : undefined),
    /** Sticky, as at Telegram; an empty list means the default kinds again. */
    allow(kinds: readonly UpdateKind[] | undefined) {
      if (kinds) allowed = kinds.length > 0 ? kinds : null
    },
    listen(listener: (entry: Entry) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    duplicateNext(count: number) {
      duplicates = count
    },
    shuffleNext(count: number) {
      holding = count
    },
    /** Ends both disturbances; what was held back arrives now. */
    calm() {
      duplicates = 0
      release()
    },
  }
}
