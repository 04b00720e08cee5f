import { openApp } from './app.ts'
import { readConfig } from './config.ts'
import { withDatabase } from './database-uri.ts'
import { createLog } from './log.ts'
import { checkServices } from './services/checks.ts'
import { openServices } from './services/services.ts'

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
const services = await openServices({
  mongodbUri: config.mongodbUri ?? undefined,
  redisUrl: config.redisUrl ?? undefined,
  data: { kind: 'durable', dir: 'data' },
  say: (line) => log.info(line),
}).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
const mongodbUri = config.mongodbUri ?? withDatabase(services.mongodbUri, 'yingke')
const findings = await checkServices({ mongodbUri, redisUrl: services.redisUrl })
for (const { level, reason, says } of findings) if (level === 'warning' || reason === 'unreachable') log.warn(says)
const fatal = findings.filter(({ level, reason }) => level === 'error' && reason !== 'unreachable')
if (fatal.length > 0) {
  console.error(fatal.map(({ says }) => says).join('\n'))
  await services.close()
  process.exit(1)
}
const app = await openApp({ config, mongodbUri, redisUrl: services.redisUrl, log })

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0))

app.ready.catch((error: Error) => {
  console.error(error.message)
  void stop(1)
})

async function stop(code: number) {
  if (stopping) return
  stopping = true
  setTimeout(() => {
    log.error({}, 'could not close in time')
    process.exit(1)
  }, closeWithinMs).unref()
  await app.close()
  await services.close()
  log.info({}, 'closed')
  process.exit(code)
}
