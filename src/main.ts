import { readConfig } from './config.ts'
import { withDatabase } from './database-uri.ts'
import { createLog } from './log.ts'

/** A process that is told to stop gets this long for what is in hand. */
const closeWithinMs = 10_000

const config = readConfig()
if ('problems' in config) {
  console.error(
    ['Some settings are not right (see .env.example):', ...config.problems.map((problem) => `  ${problem}`)].join('\n'),
  )
  process.exit(1)
}

const log = createLog(config.logLevel)
const closers: (() => Promise<unknown>)[] = []
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0))

// Loading the product takes about a second: meanwhile the servers are looked at.
const product = import('./app.ts')
const { openServices } = await import('./services/services.ts')
const services = await openServices({
  mongodbUri: config.mongodbUri ?? undefined,
  redisUrl: config.redisUrl ?? undefined,
  data: { kind: 'durable', dir: 'data' },
  say: (line) => log.info(line),
}).catch(fail)
closers.push(services.close)

const mongodbUri = config.mongodbUri ?? withDatabase(services.mongodbUri, 'yingke')
const { checkServices } = await import('./services/checks.ts')
const findings = await checkServices({ mongodbUri, redisUrl: services.redisUrl })
for (const { level, reason, says } of findings) if (level === 'warning' || reason === 'unreachable') log.warn(says)
const fatal = findings.filter(({ level, reason }) => level === 'error' && reason !== 'unreachable')
if (fatal.length > 0) await fail(new Error(fatal.map(({ says }) => says).join('\n')))

const { openApp } = await product
const app = await openApp({ config, mongodbUri, redisUrl: services.redisUrl, log }).catch(fail)
closers.push(app.close)
app.ready.catch(fail)

function fail(error: Error): Promise<never> {
  console.error(error.message)
  return stop(1)
}

async function stop(code: number): Promise<never> {
  if (stopping) return new Promise<never>(() => {})
  stopping = true
  setTimeout(() => {
    log.error({}, 'could not close in time')
    process.exit(1)
  }, closeWithinMs).unref()
  for (const close of closers.reverse()) await close()
  log.info({}, 'closed')
  process.exit(code)
}
