import { apiThrottler } from '@grammyjs/transformer-throttler'
import { Api, GrammyError } from 'grammy'
import type { GrammySettings } from './peers.ts'

/** grammY's throttler; a message refused with 429 waits as long as it is told and goes through the throttler again. */
const { token, apiRoot, minTimeMs }: GrammySettings = JSON.parse(process.argv[2] ?? '{}')
const api = new Api(token, { apiRoot })
api.config.use(apiThrottler(minTimeMs === undefined ? {} : { global: { minTime: minTimeMs } }))

async function send(chat: number): Promise<void> {
  for (;;) {
    try {
      return void (await api.sendMessage(chat, '春季空调检测，本周八折。'))
    } catch (error) {
      if (!(error instanceof GrammyError && error.error_code === 429)) throw error
      await new Promise((resolve) => setTimeout(resolve, (error.parameters.retry_after ?? 1) * 1000))
    }
  }
}

process.on('message', ({ chats }: { chats: number[] }) => {
  for (const chat of chats) void send(chat).catch(() => {})
})
process.on('SIGTERM', () => process.exit(0))
process.send?.('ready')
