import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Telegraf, TelegramError } from 'telegraf'
import type { BullmqSettings } from './peers.ts'

/** BullMQ's own limiter before Telegraf, as its documentation has it: a 429 pauses the queue. Records nothing. */
const settings: BullmqSettings = JSON.parse(process.argv[2] ?? '{}')
const { redisUrl, prefix, token, apiRoot, limiter } = settings
const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
const { telegram } = new Telegraf(token, { telegram: { apiRoot } })
const queue = new Queue('sending', { connection, prefix })
const worker = new Worker<{ chat: number }>(
  'sending',
  async ({ data }) => {
    try {
      await telegram.sendMessage(data.chat, '春季空调检测，本周八折。')
    } catch (error) {
      if (!(error instanceof TelegramError && error.code === 429)) throw error
      await queue.rateLimit((error.parameters?.retry_after ?? 1) * 1000)
      throw Worker.RateLimitError()
    }
  },
  { connection, prefix, concurrency: 50, ...(limiter && { limiter }) },
)
worker.on('error', () => {})
await worker.waitUntilReady()
process.on('SIGTERM', () => process.exit(0))
process.send?.('ready')
