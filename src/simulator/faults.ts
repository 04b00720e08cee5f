import type { Inbox } from './inbox.ts'

/** What may go wrong with a call. */
export type Fault =
  | { kind: 'too-many-requests'; retryAfter: number }
  /** An answer of the Bot API's own form, e.g. 403 or 400. */
  | { kind: 'refusal'; code: number; description: string }
  /** A proxy's page instead of an answer; nothing was performed. */
  | { kind: 'html'; status: 500 | 502 | 503 }
  /** Performed, but the JSON breaks off in the middle. */
  | { kind: 'cut-json' }
  /** The connection breaks before anything is performed, or after. */
  | { kind: 'drop'; performed: boolean }
  /** No answer ever comes on an open connection. */
  | { kind: 'hang'; performed: boolean }
  /** Performed at once, answered late. */
  | { kind: 'delay'; ms: number }

export type Where = {
  /** Methods it befalls; without them, every method that is not about receiving updates. */
  methods?: string | string[]
  /** Only calls to this chat. */
  chatId?: number
  /** How many calls it befalls; 1 unless said otherwise, `Infinity` until cleared. */
  times?: number
  /** Share of the calls it befalls, 0–1; 1 unless said otherwise. */
  chance?: number
}

/** The switches a test or the demo turns. Several faults may be set; the first that fits befalls a call. */
export type Faults = {
  inject(fault: Fault, where?: Where): void
  /** Each of the next `count` updates is delivered once more (or so many times) after it was acknowledged. */
  duplicateUpdates(count: number, times?: number): void
  /** The next updates are held until there are so many, then delivered newest first. */
  reorderUpdates(count: number): void
  /** The next polls are answered 409, as if a second process polled. */
  pollConflicts(count: number): void
  clear(): void
}

const receiving: ReadonlySet<string> = new Set(['getUpdates', 'getMe', 'setWebhook', 'deleteWebhook', 'getWebhookInfo'])

export function createFaults(inbox: Inbox, random: () => number) {
  let set: { fault: Fault; where: Where; left: number }[] = []
  let conflicts = 0

  const switches: Faults = {
    inject: (fault, where = {}) => void set.push({ fault, where, left: where.times ?? 1 }),
    duplicateUpdates: (count, times = 1) => inbox.duplicateNext(count, times),
    reorderUpdates: (count) => inbox.shuffleNext(count),
    pollConflicts: (count) => {
      conflicts = count
    },
    clear: () => {
      set = []
      conflicts = 0
      inbox.calm()
    },
  }

  /** The fault that befalls this call, used up by it. */
  function take(method: string, chatId: number | null): Fault | null {
    if (set.length === 0) return null
    const found = set.find(({ where }) => fits(where, method, chatId) && random() < (where.chance ?? 1))
    if (!found) return null
    if (--found.left <= 0) set = set.filter((one) => one !== found)
    return found.fault
  }

  function takeConflict(): boolean {
    return conflicts > 0 && conflicts-- > 0
  }

  return { switches, take, takeConflict }
}

function fits(where: Where, method: string, chatId: number | null): boolean {
  if (where.chatId !== undefined && where.chatId !== chatId) return false
  if (where.methods === undefined) return !receiving.has(method)
  return [where.methods].flat().includes(method)
}
