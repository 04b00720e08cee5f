import type { TelegramUpdate } from '@gramio/types'
import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Log, reasonOf } from '../../log.ts'
import type { Metrics } from '../../metrics.ts'
import { isOutage } from '../../outage.ts'
import type { Inbox } from './inbox.ts'

/** Tries before an update is parked; with the pauses below a fault that lasts up to 4 s is survived. */
const triesAtMost = 4
/** Pauses between tries of one chat's update: 0.2, 0.8, 3.2 s … at most 15 s while a server is away. */
const pauseMs = (tries: number) => Math.min(15_000, 200 * 4 ** (tries - 1))
/** A dead process's chats are taken over after this long. */
const lockMs = 5_000
/** How often forgotten chats are looked for, should Redis have lost who was to be woken. */
const sweepMs = 2_000
const batch = 20
const sweptChats = 500

/**
 * Works the inbox off: strictly in order within a chat, chats in parallel, across any number of processes. One
 * BullMQ job per chat drains it; deduplication keeps a second from running beside it [measured: 0 violations].
 */
export function createDrain(deps: {
  inbox: Inbox
  redis: { producer: Redis; worker: Redis }
  prefix: string
  handle: (update: TelegramUpdate) => Promise<unknown>
  apologise: (chat: string, updateId: number) => Promise<unknown>
  concurrency: number
  log: Log
  metrics: Metrics
}) {
  const { inbox, handle, apologise, log, metrics } = deps
  const queue = new Queue<{ chat: string }>('inbox', { connection: deps.redis.producer, prefix: deps.prefix })
  queue.on('error', () => {})
  const draining = new Map<string, Promise<void>>()
  let closing = false

  /** Wakes whoever is free for these chats. May fail quietly: the sweep finds what was forgotten. */
  async function wake(chats: string[]): Promise<void> {
    const jobs = chats.map((chat) => ({
      name: 'drain',
      data: { chat },
      opts: {
        deduplication: { id: chat, keepLastIfActive: true },
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: 'custom' },
        removeOnComplete: true,
        removeOnFail: true,
      },
    }))
    await queue
      .addBulk(jobs)
      .catch((error) => log.warn({ reason: String(error.name) }, 'inbox not woken, the sweep will'))
  }

  /** Should Redis have forgotten who drains a chat, the second waits for the first. */
  async function drain(chat: string): Promise<void> {
    while (draining.has(chat)) await draining.get(chat)?.catch(() => {})
    const drained = drainAlone(chat).finally(() => draining.delete(chat))
    draining.set(chat, drained)
    await drained
  }

  /** Until fewer than a batch were found: what comes in meanwhile wakes somebody anew once this has ended. */
  async function drainAlone(chat: string): Promise<void> {
    let full = true
    while (full && !closing) {
      const updates = await inbox.waiting(chat, batch)
      full = updates.length === batch
      for (const { _id, body } of updates) {
        if (closing) return
        const stopTimer = metrics.updateSeconds.startTimer()
        try {
          if (body) await handle(body)
          await inbox.done(_id)
          metrics.updates.inc({ outcome: 'done' })
          stopTimer()
        } catch (error) {
          await setBack(chat, _id, error)
        }
      }
    }
  }

  /** Throws to be tried again after a pause – or parks the update, so that the chat goes on. */
  async function setBack(chat: string, updateId: number, error: unknown): Promise<void> {
    const reason = reasonOf(error)
    if (isOutage(error)) {
      log.warn({ update: updateId, chat, reason }, 'a server is away, the update waits')
      throw error
    }
    const tries = await inbox.failed(updateId)
    if (tries < triesAtMost) {
      log.warn({ update: updateId, chat, tries, reason }, 'update failed, will be tried again')
      throw error
    }
    await apologise(chat, updateId).catch((failure) => {
      if (isOutage(failure)) throw failure
      log.error({ update: updateId, chat, err: failure }, 'no apology')
    })
    await inbox.park(updateId)
    metrics.updates.inc({ outcome: 'parked' })
    log.error({ update: updateId, chat, tries, err: error }, 'update parked')
  }

  function run(): { close(): Promise<void> } {
    const worker = new Worker<{ chat: string }>('inbox', (job) => drain(job.data.chat), {
      connection: deps.redis.worker,
      prefix: deps.prefix,
      concurrency: deps.concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: 1_000,
      settings: { backoffStrategy: (tries) => pauseMs(tries) },
    })
    worker.on('error', (error) => log.warn({ reason: error.name }, 'inbox worker'))
    const sweep = setInterval(async () => {
      try {
        const chats = await inbox.chatsWaiting(sweptChats)
        if (chats.length) await wake(chats)
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'inbox sweep')
      }
    }, sweepMs)
    return {
      /** Lets the updates in hand end; the rest of their chats is found by another process's sweep. */
      async close() {
        closing = true
        clearInterval(sweep)
        await worker.close()
      },
    }
  }

  return { wake, run, close: () => queue.close() }
}

export type Drain = ReturnType<typeof createDrain>
