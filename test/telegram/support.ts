import { Redis } from 'ioredis'
import type { Log } from '../../src/log.ts'
import { silentLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createApi } from '../../src/telegram/api.ts'
import { createInbox } from '../../src/telegram/ingress/inbox.ts'
import { createIngress } from '../../src/telegram/ingress/ingress.ts'
import { updateModel } from '../../src/telegram/ingress/update.ts'
import { ownDatabase } from '../support/own-database.ts'
import { ownServices } from '../support/own-services.ts'
import { until } from '../support/until.ts'

const secret = 'a-secret-of-this-test'

/** A message somebody sent. */
export const update = (update_id: number, chat: number, text = `${update_id}`) => ({
  update_id,
  message: { message_id: update_id, date: 0, chat: { id: chat, type: 'private' }, from: { id: chat }, text },
})

/** The way in alone, on a database and a Redis of its own; what it lets through is remembered. */
export async function openGate() {
  const database = await ownDatabase()
  const services = await ownServices()
  const redis = new Redis(services.redisUrl, { maxRetriesPerRequest: null })
  const model = updateModel(database.connection)
  await model.createIndexes()
  const handled: number[] = []
  const apologies: number[] = []
  const logged: { level: string; facts: Record<string, unknown>; says: string }[] = []
  const note = (level: string) => (facts: Record<string, unknown>, says: string) =>
    void logged.push({ level, facts, says })
  const log = { ...silentLog, warn: note('warn'), error: note('error') } as Log
  const opened: { close(): Promise<void> }[] = []

  /** One process; what `handle` throws, the update failed with. */
  function process(handle: (id: number) => Promise<void> | void = () => {}) {
    const inbox = createInbox({ connection: database.connection })
    const ingress = createIngress({
      config: { by: 'webhook', url: 'http://127.0.0.1/', secret },
      api: createApi({ token: '1:x', apiRoot: 'http://127.0.0.1:9' }),
      inbox,
      redis: { producer: redis, worker: redis },
      prefix: '{gate}',
      holder: 'test',
      log,
      metrics: createMetrics(),
      handle: async ({ update_id }) => {
        await handle(update_id)
        handled.push(update_id)
      },
      apologise: async (_, id) => void apologies.push(id),
    })
    opened.push(ingress)
    return {
      receive: (body: unknown) => ingress.receive?.(secret, async () => body),
      run() {
        const running = ingress.run()
        opened.push(running)
        return running
      },
      quiet: () => until(inbox.isQuiet),
      inbox,
    }
  }

  async function close() {
    for (const one of opened.reverse()) await one.close()
    redis.disconnect()
    await services.close()
    await database.drop()
  }

  return { process, handled, apologies, logged, model, redis, close }
}

export type Gate = Awaited<ReturnType<typeof openGate>>
