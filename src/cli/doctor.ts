import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { checkServices, type Finding } from '../services/checks.ts'
import { readShopFile } from '../shop/profile/read-shop-file.ts'
import { createApi } from '../telegram/api.ts'
import { heldBackMs } from './held-back.ts'

type Check = { what: string; verdict: 'ok' | 'warning' | 'error'; says: string }

/** Checks settings, Telegram, database, Redis and shop file; 0 when the product can run, else 1. Shows no secret. */
export async function doctor(config: Config | { problems: string[] }): Promise<number> {
  const checks =
    'problems' in config
      ? config.problems.map((says) => failed('settings', `${says} (see .env.example)`))
      : await examined(config)
  const signs = { ok: '✓', warning: '!', error: '✗' }
  for (const { what, verdict, says } of checks) console.log(`${signs[verdict]} ${what.padEnd(10)} ${says}`)
  return checks.some(({ verdict }) => verdict === 'error') ? 1 : 0
}

async function examined(config: Config): Promise<Check[]> {
  const all = await Promise.all([
    telegram(config),
    services(config),
    sending(config),
    Promise.resolve(shop(config)),
    Promise.resolve(group(config)),
  ])
  return [ok('settings', `complete; this process is ${config.roles.join(', ')}`), ...all.flat()]
}

async function telegram({ botToken, telegramApiRoot, ingress }: Config): Promise<Check[]> {
  const { call } = createApi({ token: botToken, apiRoot: telegramApiRoot })
  const me = await call('getMe', {} as never)
  if ('refused' in me) return [failed('telegram', 'the Bot API refuses the token: copy it again from @BotFather')]
  if (!('ok' in me))
    return [failed('telegram', `no answer from ${telegramApiRoot}: check the network and TELEGRAM_API_ROOT`)]
  const hook = await call('getWebhookInfo', {} as never)
  const error = 'ok' in hook && ingress.by === 'webhook' ? hook.ok.last_error_message : undefined
  const found = ok('telegram', `the bot is @${me.ok.username}, updates by ${ingress.by}`)
  return error
    ? [found, { what: 'telegram', verdict: 'warning', says: `the webhook last failed with: ${error}` }]
    : [found]
}

async function services({ mongodbUri, redisUrl }: Config): Promise<Check[]> {
  if (!mongodbUri || !redisUrl) {
    const local = ok('services', 'local servers are started by npm start and keep their data in ./data')
    return [mongodbUri || redisUrl ? { ...local, says: `the one that is not set: ${local.says}` } : local]
  }
  const findings: Finding[] = await checkServices({ mongodbUri, redisUrl })
  if (findings.length === 0) return [ok('services', 'database and Redis answer and keep what they are given')]
  return findings.map(({ level, says, about }) => ({ what: about.toLowerCase(), verdict: level, says }))
}

/** Nothing when everything may leave. */
async function sending({ redisUrl }: Config): Promise<Check[]> {
  const ms = redisUrl ? await heldBackMs(redisUrl) : null
  if (!ms) return []
  const until = new Date(systemClock.now().getTime() + ms).toISOString().slice(0, 16)
  const says = `Telegram wants to be left alone: nothing leaves until ${until}Z (${Math.ceil(ms / 60_000)} min), then by itself`
  return [{ what: 'sending', verdict: 'warning', says }]
}

function shop({ shopFile }: Config): Check {
  if (!shopFile)
    return {
      what: 'shop',
      verdict: 'warning',
      says: 'the sample shop: copy src/shop/profile/sample-shop.yaml, change it, and set SHOP_FILE',
    }
  const read = readShopFile(shopFile)
  if (!Array.isArray(read)) return ok('shop', `${shopFile} is right`)
  return failed('shop', `${shopFile} has ${read.length} mistakes: npm run yingke -- shop check ${shopFile}`)
}

function group({ advisorsChatId }: Config): Check {
  if (advisorsChatId !== null) return ok('advisors', 'the group is set')
  return {
    what: 'advisors',
    verdict: 'warning',
    says: 'ADVISORS_CHAT_ID is not set: nobody is told what customers ask a person for',
  }
}

const ok = (what: string, says: string): Check => ({ what, verdict: 'ok', says })
const failed = (what: string, says: string): Check => ({ what, verdict: 'error', says })
