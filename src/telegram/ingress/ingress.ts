import type { TelegramUpdate } from '@gramio/types'
import type { Redis } from 'ioredis'
import type { Config } from '../../config.ts'
import type { Log } from '../../log.ts'
import type { Metrics } from '../../metrics.ts'
import type { Api } from '../api.ts'
import { createDrain } from './drain.ts'
import type { Inbox } from './inbox.ts'
import { startPolling } from './poll.ts'
import { createWebhook } from './webhook.ts'

/** Chats worked on at once by one process. */
const concurrency = 50

/** The way in: updates are stored, acknowledged, and worked off in order. */
export function createIngress(deps: {
  config: Config['ingress']
  api: Api
  inbox: Inbox
  redis: { producer: Redis; worker: Redis }
  prefix: string
  /** Tells this process from the others. */
  holder: string
  handle: (update: TelegramUpdate) => Promise<unknown>
  apologise: (chat: string, updateId: number) => Promise<unknown>
  log: Log
  metrics: Metrics
}) {
  const { config, api, inbox, redis, prefix, holder, log } = deps
  const drain = createDrain({ ...deps, concurrency })

  async function store(updates: TelegramUpdate[]): Promise<void> {
    const chats = await inbox.store(updates)
    if (chats.length > 0) await drain.wake(chats)
  }

  /** Works the inbox off and, unless Telegram posts to a webhook, asks for what is new. */
  function run(): { close(): Promise<void> } {
    const working = drain.run()
    const polling =
      config.by === 'polling' ? startPolling({ api, store, redis: redis.producer, prefix, holder, log }) : null
    return {
      async close() {
        await polling?.close()
        await working.close()
      },
    }
  }

  const receive = config.by === 'webhook' ? createWebhook({ secret: config.secret, store }) : null
  return { run, receive, close: drain.close }
}
