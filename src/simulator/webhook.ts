import { setTimeout as wait } from 'node:timers/promises'
import type { Entry, Inbox } from './inbox.ts'

export type Webhook = ReturnType<typeof startWebhook>
type Facts = { url: string; secret: string; connections: number; retryMs: number; now(): Date }

/** Longest pause between two attempts (telegram-bot-api, WebhookActor). */
const longestRetryMs = 60_000
/** A bot that has not answered by then is asked again. */
const answerWithinMs = 60_000

/**
 * Delivers updates by POST. Updates of one queue go strictly one after the other, a failed one holding up its
 * queue until it is taken; queues do not wait for each other, so a press may overtake a message.
 */
export function startWebhook(inbox: Inbox, facts: Facts) {
  const queues = new Map<string, Entry[]>()
  const stopped = new AbortController()
  const idle: (() => void)[] = []
  let free = facts.connections
  let lastError: { at: Date; message: string } | null = null

  function enqueue(entry: Entry): void {
    const waiting = queues.get(entry.queue)
    if (waiting) return void waiting.push(entry)
    queues.set(entry.queue, [entry])
    void drain(entry.queue)
  }

  async function drain(queue: string): Promise<void> {
    const waiting = queues.get(queue) ?? []
    let pauseMs = facts.retryMs
    for (let entry = waiting[0]; entry && !stopped.signal.aborted; entry = waiting[0]) {
      if (!inbox.has(entry) || entry.expiresAt.getTime() < facts.now().getTime()) {
        inbox.settle({ ...entry, copies: 0 })
        waiting.shift()
      } else if (await delivered(entry)) {
        entry.delivered = true
        if (!inbox.settle(entry)) waiting.shift()
        pauseMs = facts.retryMs
      } else {
        await wait(pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined)
        pauseMs = Math.min(pauseMs * 2, longestRetryMs)
      }
    }
    queues.delete(queue)
  }

  async function delivered({ update }: Entry): Promise<boolean> {
    while (free === 0) await new Promise<void>((resolve) => idle.push(resolve))
    free--
    try {
      const response = await fetch(facts.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(facts.secret && { 'x-telegram-bot-api-secret-token': facts.secret }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(answerWithinMs)]),
      })
      await response.arrayBuffer()
      if (response.ok) return true
      lastError = {
        at: facts.now(),
        message: `Wrong response from the webhook: ${response.status} ${response.statusText}`,
      }
    } catch (error) {
      lastError = { at: facts.now(), message: error instanceof Error ? error.message : 'Connection failed' }
    } finally {
      free++
      idle.shift()?.()
    }
    return false
  }

  for (const entry of inbox.peek(Number.POSITIVE_INFINITY)) enqueue(entry)

  return {
    enqueue,
    stop: () => stopped.abort(),
    info: () => ({
      url: facts.url,
      max_connections: facts.connections,
      ...(lastError && {
        last_error_date: Math.floor(lastError.at.getTime() / 1000),
        last_error_message: lastError.message,
      }),
    }),
  }
}
