import type { TelegramUpdate } from '@gramio/types'

export type UpdateKind = Exclude<keyof TelegramUpdate, 'update_id'>
export type Entry = {
  /** Order of arrival; update ids may repeat or come out of order when that is what is simulated. */
  serial: number
  update: TelegramUpdate
  /** Updates of one queue are delivered to a webhook strictly one after the other. */
  queue: string
  expiresAt: Date
  delivered: boolean
  /** How often it will be delivered once more after having been acknowledged. */
  copies: number
  /** Out of order on purpose: a later offset must not forget it unseen. */
  shuffled: boolean
}

/** Kinds that a bot gets only when it names them (Bot API, getUpdates: `allowed_updates`). */
const onRequest: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count']

/** What waits for the bot, until it is acknowledged or expires. */
export type Inbox = ReturnType<typeof createInbox>

export function createInbox(now: () => Date) {
  const pending = new Map<number, Entry>()
  const listeners: ((entry: Entry) => void)[] = []
  let allowed: readonly UpdateKind[] | null = null
  let lastId = 100_000
  let lastSerial = 0
  let duplicates = 0
  let copies = 0
  let held: Entry[] = []
  let holding = 0

  /** Queues an update under the next id, or drops it when the bot did not ask for its kind. */
  function push(update: Omit<TelegramUpdate, 'update_id'>, queue: string, livesMs: number): void {
    if (allowed ? !allowed.some((kind) => kind in update) : onRequest.some((kind) => kind in update)) return
    admit({ update_id: lastId + 1, ...update }, queue, livesMs, false)
  }

  /** Queues an update exactly as given, whatever its kind and id. */
  function add(update: TelegramUpdate, queue: string, livesMs: number): void {
    admit(update, queue, livesMs, true)
  }

  function admit(update: TelegramUpdate, queue: string, livesMs: number, shuffled: boolean): void {
    lastId = Math.max(lastId, update.update_id)
    const entry: Entry = {
      serial: ++lastSerial,
      update,
      queue,
      expiresAt: new Date(now().getTime() + livesMs),
      delivered: false,
      copies: duplicates > 0 ? copies : 0,
      shuffled: shuffled || holding > 0,
    }
    duplicates = Math.max(0, duplicates - 1)
    if (holding === 0) arrive(entry)
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
    pending.set(entry.serial, entry)
    for (const listener of listeners) listener(entry)
  }

  /** Forgets everything below the offset that the bot has seen (or skips on purpose). */
  function acknowledge(offset: number): void {
    for (const entry of pending.values()) {
      const id = entry.update.update_id
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
    pending.delete(entry.serial)
    return false
  }

  /** The oldest updates still alive, at most `limit` of them. */
  function peek(limit: number): Entry[] {
    const entries: Entry[] = []
    const time = now().getTime()
    for (const entry of pending.values()) {
      if (entries.length === limit) break
      if (entry.expiresAt.getTime() < time) pending.delete(entry.serial)
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
    has: (entry: Entry) => pending.has(entry.serial),
    dropAll: () => pending.clear(),
    allowed: () => (allowed ? [...allowed] : undefined),
    /** Sticky, as at Telegram; an empty list means the default kinds again. */
    allow(kinds: readonly UpdateKind[] | undefined) {
      if (kinds) allowed = kinds.length > 0 ? kinds : null
    },
    /** Calls back with every update that arrives. */
    listen: (listener: (entry: Entry) => void) => void listeners.push(listener),
    /** Each of the next `count` updates will be delivered `times` more. */
    duplicateNext(count: number, times: number) {
      duplicates = count
      copies = times
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
