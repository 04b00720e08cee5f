import { existsSync } from 'node:fs'
import { z } from 'zod'
import { isoInstant } from './instant.ts'

/** Keys in Redis begin with it; a hash tag, so that a cluster keeps them together. */
export const redisPrefix = '{yingke}'

/** What one process does. */
export const roles = ['bot', 'worker', 'web'] as const
export type Role = (typeof roles)[number]

export type Config = {
  botToken: string
  /** Root of the Bot API, without a trailing slash. */
  telegramApiRoot: string
  mongodbUri: string | null
  redisUrl: string | null
  roles: Role[]
  port: number
  ingress: { by: 'polling' } | { by: 'webhook'; url: string; secret: string }
  advisorsChatId: number | null
  shopFile: string | null
  clock: { kind: 'system' } | { kind: 'simulated'; startAt: Date }
  logLevel: string
}

/** The settings of this process; every wrong one is named with what to do, and no value is ever repeated. */
export function readConfig(env: NodeJS.ProcessEnv = environment()): Config | { problems: string[] } {
  const parsed = settings.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
  const s = parsed.data
  const problems: string[] = []
  if (s.WEBHOOK_URL && !s.WEBHOOK_SECRET)
    problems.push('WEBHOOK_SECRET: needed with WEBHOOK_URL; make one with `openssl rand -hex 32`')
  const loopback = isLoopback(s.TELEGRAM_API_ROOT)
  if (s.SHOP_CLOCK === 'simulated' && !loopback)
    problems.push('SHOP_CLOCK: simulated time is only for a TELEGRAM_API_ROOT on the loopback interface; use system')
  if (s.SHOP_CLOCK === 'simulated' && !s.SHOP_CLOCK_AT)
    problems.push('SHOP_CLOCK_AT: needed with SHOP_CLOCK=simulated, e.g. 2026-03-02T09:00+08:00')
  if (problems.length > 0) return { problems }
  return {
    botToken: s.BOT_TOKEN,
    telegramApiRoot: s.TELEGRAM_API_ROOT,
    mongodbUri: s.MONGODB_URI ?? null,
    redisUrl: s.REDIS_URL ?? null,
    roles: s.ROLE,
    port: s.PORT,
    ingress:
      s.WEBHOOK_URL && s.WEBHOOK_SECRET
        ? { by: 'webhook', url: s.WEBHOOK_URL, secret: s.WEBHOOK_SECRET }
        : { by: 'polling' },
    advisorsChatId: s.ADVISORS_CHAT_ID ?? null,
    shopFile: s.SHOP_FILE ?? null,
    clock:
      s.SHOP_CLOCK === 'simulated' && s.SHOP_CLOCK_AT
        ? { kind: 'simulated', startAt: s.SHOP_CLOCK_AT }
        : { kind: 'system' },
    logLevel: s.LOG_LEVEL,
  }
}

/** Servers that are given, for programs that need no other setting. */
export function readServers(env: NodeJS.ProcessEnv = environment()): { mongodbUri?: string; redisUrl?: string } {
  return { ...(env.MONGODB_URI && { mongodbUri: env.MONGODB_URI }), ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }) }
}

const settings = z.object({
  BOT_TOKEN: z
    .string('missing; @BotFather gives one')
    .regex(/^\d+:[A-Za-z0-9_-]{20,}$/, 'is no bot token; it looks like 123456:ABC… and comes from @BotFather'),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'is no http(s) address' })
    .default('https://api.telegram.org')
    .transform((url) => url.replace(/\/+$/, '')),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional(),
  ROLE: z
    .string()
    .default('all')
    .transform((text, ctx): Role[] => {
      if (text.trim() === 'all') return [...roles]
      const wanted = text.split(',').map((role) => role.trim())
      if (wanted.every((role): role is Role => roles.includes(role as Role))) return wanted as Role[]
      ctx.addIssue({ code: 'custom', message: `must be all, or a list of ${roles.join(', ')}` })
      return z.NEVER
    }),
  PORT: z.coerce.number('is no port').int('is no port').min(0, 'is no port').max(65535, 'is no port').default(8080),
  WEBHOOK_URL: z.url({ protocol: /^https?$/, error: 'is no http(s) address' }).optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, 'must be 16 to 256 characters of A-Z a-z 0-9 _ -')
    .optional(),
  ADVISORS_CHAT_ID: z.coerce
    .number('is no chat id')
    .int('is no chat id')
    .negative('is the id of a group, which is negative')
    .optional(),
  SHOP_FILE: z
    .string()
    .refine((path) => existsSync(path), 'no such file')
    .optional(),
  SHOP_CLOCK: z.enum(['system', 'simulated'], 'must be system or simulated').default('system'),
  SHOP_CLOCK_AT: isoInstant.optional(),
  LOG_LEVEL: z
    .enum(['silent', 'debug', 'info', 'warn', 'error'], 'must be debug, info, warn, error or silent')
    .default('info'),
})

/** The environment, with a `.env` file beside package.json underneath it. */
function environment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}

function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}
