import type { GetUpdatesParams, SetWebhookParams, TelegramUpdate, TelegramWebhookInfo } from '@gramio/types'
import { badRequest, conflict } from './api-error.ts'
import type { Inbox } from './inbox.ts'
import type { Call } from './methods/method.ts'
import { startWebhook, type Webhook } from './webhook.ts'

type Poll = { wake(): void; fail(error: Error): void }

/** Who takes the bot's updates: one long poll at a time, or one webhook. */
export type Consumer = ReturnType<typeof createConsumer>

/** `retryMs` is the first wait after a webhook's failure; `pollConflicts` says whether to answer 409 on purpose. */
export function createConsumer(inbox: Inbox, facts: { now(): Date; retryMs: number; pollConflicts(): boolean }) {
  let poll: Poll | null = null
  let webhook: Webhook | null = null

  inbox.listen((entry) => {
    if (webhook) webhook.enqueue(entry)
    else poll?.wake()
  })

  /** Long polling: a second call ends the first with 409, as the Bot API server does. */
  async function getUpdates(params: GetUpdatesParams, onceGone: Call['onceGone']): Promise<TelegramUpdate[]> {
    if (webhook) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    poll?.fail(otherPoll())
    if (facts.pollConflicts()) throw otherPoll()
    inbox.allow(params.allowed_updates)
    take(params.offset ?? 0)
    const limit = Math.min(100, Math.max(1, params.limit ?? 100))
    const timeoutMs = Math.min(50, Math.max(0, params.timeout ?? 0)) * 1000
    if (timeoutMs > 0 && inbox.peek(1).length === 0) await arrival(timeoutMs, onceGone)
    const entries = inbox.peek(limit)
    for (const entry of entries) entry.delivered = true
    return entries.map((entry) => entry.update)
  }

  /** A negative offset keeps only that many of the newest. */
  function take(offset: number): void {
    if (offset > 0) inbox.acknowledge(offset)
    if (offset < 0) inbox.acknowledge(inbox.peek(Number.POSITIVE_INFINITY).at(offset)?.update.update_id ?? 0)
  }

  function arrival(timeoutMs: number, onceGone: Call['onceGone']): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer)
        if (poll === mine) poll = null
        finish()
      }
      const wake = () => end(resolve)
      const mine: Poll = { wake, fail: (error) => end(() => reject(error)) }
      const timer = setTimeout(wake, timeoutMs)
      poll = mine
      onceGone(wake)
    })
  }

  /** Plain HTTP is taken, as by a Bot API server of one's own (`--local`); an empty URL removes the webhook. */
  function setWebhook(params: SetWebhookParams): true {
    if (params.url === '') return deleteWebhook(params.drop_pending_updates)
    if (!URL.canParse(params.url) || !/^https?:$/.test(new URL(params.url).protocol)) {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    }
    const secret = params.secret_token ?? ''
    if (secret.length > 256) throw badRequest('secret token is too long')
    if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
    poll?.fail(conflict('terminated by setWebhook request'))
    webhook?.stop()
    if (params.drop_pending_updates) inbox.dropAll()
    inbox.allow(params.allowed_updates)
    webhook = startWebhook(inbox, { ...facts, url: params.url, secret, connections: params.max_connections ?? 40 })
    return true
  }

  function deleteWebhook(dropPending = false): true {
    webhook?.stop()
    webhook = null
    if (dropPending) inbox.dropAll()
    return true
  }

  function webhookInfo(): TelegramWebhookInfo {
    const common = { has_custom_certificate: false, pending_update_count: inbox.size() }
    const allowed_updates = inbox.allowed()
    return { url: '', ...common, ...webhook?.info(), ...(allowed_updates && { allowed_updates }) }
  }

  function close(): void {
    webhook?.stop()
    poll?.wake()
  }

  return { getUpdates, setWebhook, deleteWebhook, webhookInfo, close }
}

function otherPoll() {
  return conflict('terminated by other getUpdates request; make sure that only one bot instance is running')
}
