import { cpuUsage, memoryUsage } from 'node:process'
import mongoose from 'mongoose'
import { systemClock } from '../../../src/clock.ts'
import { createLog } from '../../../src/log.ts'
import { createGovernor } from '../../../src/messages/governor.ts'
import { createMessages } from '../../../src/messages/messages.ts'
import { openStores } from '../../../src/stores.ts'
import type { SenderSettings } from './ground.ts'
import { wayOut } from './way-out.ts'

/** The product's way out in a process of its own: outbox, governor, Telegram. Told anything, it answers what it has cost. */
const settings: SenderSettings = JSON.parse(process.argv[2] ?? '{}')
const { prefix, token, apiRoot, pace, logLevel = 'silent' } = settings
const log = createLog(logLevel)
let operations = 0
mongoose.set('debug', () => void operations++)
const stores = openStores({ ...settings, log })
await stores.reached()
const { connection, redis } = stores
const governor = createGovernor({ redis: redis.producer, prefix, ...(pace && { pace }) })
const transport = wayOut({ connection, token, apiRoot, log })
const messages = createMessages({ connection, redis, prefix, clock: systemClock, governor, transport, log })
const sender = messages.runSender()

process.on('message', () => {
  const { user, system } = cpuUsage()
  process.send?.({ rssBytes: memoryUsage.rss(), cpuMs: (user + system) / 1000, operations })
})
process.on('SIGTERM', async () => {
  await sender.close()
  await stores.close()
  process.exit(0)
})
process.send?.('ready')
