import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { DateTime, Duration } from 'luxon'
import type { Registry } from 'prom-client'
import { z } from 'zod'
import { isoInstant } from '../instant.ts'
import type { Log } from '../log.ts'
import type { TimeMachine } from '../time-machine.ts'

/** An update has at most some 100 kB; whoever sends more is not Telegram. */
const bodyBytesAtMost = 1024 * 1024

/** Requests in hand when the process closes get this long. */
const requestsEndWithinMs = 2_000

export type WebParts = {
  /** What the process depends on, each with whether it is there; shown by `/readyz`. */
  readiness: () => Promise<Record<string, 'ok' | string>>
  metrics: Registry
  /** Takes in an update posted by Telegram; `null` until it can. Only in a process with the role `web`. */
  webhook:
    | (() => ((secret: string | undefined, readJson: () => Promise<unknown>) => Promise<200 | 400 | 401>) | null)
    | null
  /** Only an installation with a simulated clock has one. */
  timeMachine: () => TimeMachine | null
  log: Log
}

/** The HTTP side of a process, whatever its roles. It listens first, so that `/readyz` can tell what is missing. */
export async function startWeb(port: number, parts: WebParts): Promise<{ port: number; close(): Promise<unknown> }> {
  const app = new Hono()
  // Telegram delivers again what is not answered 200, so a server that is away loses nothing.
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    parts.log.warn({ path: c.req.path, reason: error.name }, 'request failed')
    return c.body(null, 503)
  })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const facts = await parts.readiness()
    return c.json(facts, Object.values(facts).every((fact) => fact === 'ok') ? 200 : 503)
  })
  app.get('/metrics', async (c) =>
    c.text(await parts.metrics.metrics(), 200, { 'content-type': parts.metrics.contentType }),
  )
  app.post('/telegram', bodyLimit({ maxSize: bodyBytesAtMost }), async (c) => {
    if (!parts.webhook) return c.body(null, 404)
    const receive = parts.webhook()
    if (!receive) return c.body(null, 503)
    return c.body(null, await receive(c.req.header('x-telegram-bot-api-secret-token'), () => c.req.json()))
  })
  app.get('/clock', async (c) => {
    const machine = parts.timeMachine()
    return machine
      ? c.json({ now: (await machine.now()).toISOString() })
      : c.json({ problem: 'this installation runs on the system clock' }, 404)
  })
  app.post('/clock', bodyLimit({ maxSize: 1024 }), async (c) => {
    const machine = parts.timeMachine()
    if (!machine) return c.json({ problem: 'this installation runs on the system clock' }, 404)
    const move = moveSchema.safeParse(await c.req.json().catch(() => null))
    if (!move.success) return c.json({ problem: 'send {"to":"2026-03-02T18:00+08:00"} or {"by":"PT3H"}' }, 400)
    const now = await machine.now()
    const to = 'to' in move.data ? move.data.to : DateTime.fromJSDate(now).plus(move.data.by).toJSDate()
    if (to < now) return c.json({ problem: `the clock stands at ${now.toISOString()} and never goes back` }, 409)
    return c.json({ now: (await machine.moveTo(to)).toISOString() })
  })

  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const listening = serve({ fetch: app.fetch, port }, () => resolve(listening))
    listening.once('error', reject)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      if (!('closeIdleConnections' in server)) return closed
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), requestsEndWithinMs)
      await closed
      clearTimeout(timer)
    },
  }
}

const isoDuration = z.string().transform((text, ctx) => {
  const by = Duration.fromISO(text)
  if (by.isValid) return by
  ctx.addIssue({ code: 'custom', message: 'no duration' })
  return z.NEVER
})
const moveSchema = z.union([z.strictObject({ to: isoInstant }), z.strictObject({ by: isoDuration })])
