import { type Config, redisPrefix } from './config.ts'
import { type House, openHouse } from './house.ts'
import type { Log } from './log.ts'
import { type Pace, telegramPace } from './messages/pace.ts'
import { createMetrics } from './metrics.ts'
import { openStores } from './stores.ts'
import type { TimeMachine } from './time-machine.ts'
import { startWeb } from './web/server.ts'

/** One process of the product. `ready` resolves when its roles run; `close` ends them in reverse order. */
export type App = { ready: Promise<void>; port: number; timeMachine(): TimeMachine; close(): Promise<void> }

export type AppOptions = {
  config: Config
  mongodbUri: string
  redisUrl: string
  /** Keys in Redis; those of an installation when left out. */
  prefix?: string
  /** How fast the channel lets us talk; Telegram's pace when left out. */
  pace?: Pace
  log: Log
}

/**
 * Wires the rooms together and runs the roles of this process. The web side listens first, so that `/readyz` can
 * tell what is missing while the rest is waiting for it.
 */
export async function openApp({
  config,
  mongodbUri,
  redisUrl,
  prefix = redisPrefix,
  pace = telegramPace,
  log,
}: AppOptions): Promise<App> {
  const metrics = createMetrics()
  const stores = openStores({ mongodbUri, redisUrl, log })
  const closers: (() => Promise<unknown>)[] = [stores.close]
  let house: House | null = null
  let running = false

  const runs = (role: Config['roles'][number]) => config.roles.includes(role)
  const web = await startWeb(config.port, {
    readiness: async () => ({ ...(await stores.check()), roles: running ? 'ok' : 'starting' }),
    metrics: metrics.registry,
    webhook: runs('web') ? () => house?.ingress.receive ?? null : null,
    timeMachine: () => house?.timeMachine ?? null,
    log,
  })
  closers.push(web.close)

  const ready = start()
  ready.catch(() => {})
  return { ready, port: web.port, timeMachine, close }

  async function start() {
    await stores.reached()
    house = await openHouse({ config, stores, prefix, pace, log, metrics })
    closers.push(house.close)
    if (runs('bot')) closers.push((await house.runBot()).close)
    if (runs('worker')) closers.push(house.runWorker().close)
    running = true
    log.info({ roles: config.roles, port: web.port }, 'ready')
  }

  function timeMachine(): TimeMachine {
    if (!house?.timeMachine) throw new Error('this process has no simulated clock')
    return house.timeMachine
  }

  async function closeAll() {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }

  async function close() {
    running = false
    await closeAll()
    // What was being opened just then.
    await ready.catch(() => {})
    await closeAll()
  }
}
