import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { ApiError } from './api-error.ts'
import type { createCallLog } from './call-log.ts'
import type { createFaults, Fault } from './faults.ts'
import type { RawParams } from './parameters.ts'
import type { Answer, Perform } from './perform.ts'
import { readParams, routed } from './request.ts'
import type { World } from './world.ts'

type Parts = {
  world: World
  perform: Perform
  faults: ReturnType<typeof createFaults>
  log: ReturnType<typeof createCallLog>
  wayMs(): number
}

/** Speaks the Bot API over HTTP. `wayMs` is spent before a call is performed, and once more after it. */
export function createApiServer({ world, perform, faults, log, wayMs }: Parts): Server {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      // A bug in the simulator must not look like one of Telegram's answers.
      process.emitWarning(error instanceof Error ? error : String(error))
      response.destroy()
    })
  })
  // As long as nginx before Telegram keeps idle connections; Node's 5 s would break a caller's pooled ones.
  server.keepAliveTimeout = 75_000
  return server

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now()
    const url = new URL(request.url ?? '/', 'http://simulator')
    const route = routed(url.pathname)
    if (!route) return file(url.pathname, response)
    if (route.token !== world.token) return respond(response, unauthorized)

    const { params, uploads, refused } = await readSafely(request, url.searchParams)
    await travel()

    const chatId = params.chat_id === undefined ? null : Number(params.chat_id)
    const onceGone = (listener: () => void) => void response.once('close', listener)
    const fault = faults.take(route.method, chatId)
    const spared = !fault || isPerformed(fault)
    const result = refused ?? (spared ? await perform(route.method, params, { uploads, onceGone }) : null)
    await travel()
    if (fault?.kind === 'delay') await wait(fault.ms)

    const shown = fault ? disturbed(fault, result) : result
    log.add({ method: route.method, params, at, answeredAt: performance.now(), chatId, ...summary(shown, result) })
    if (fault?.kind === 'hang') return
    if (!shown) return void request.socket.destroy()
    if (fault?.kind === 'html') return page(response, fault.status)
    respond(response, shown, fault?.kind === 'cut-json')
  }

  async function travel(): Promise<void> {
    const ms = wayMs()
    if (ms > 0) await wait(ms)
  }

  function file(path: string, response: ServerResponse): void {
    const [, token, name] = path.match(/^\/file\/bot([^/]+)\/(.+)$/) ?? []
    const found = token === world.token && name ? world.files.byPath(name) : undefined
    if (found) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': found.bytes.length })
      response.end(found.bytes)
    } else respond(response, { ok: false, error_code: 404, description: 'Not Found' })
  }
}

const unauthorized: Answer = { ok: false, error_code: 401, description: 'Unauthorized' }

async function readSafely(request: IncomingMessage, query: URLSearchParams) {
  try {
    return { ...(await readParams(request, query)), refused: null }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const refused = { ok: false as const, error_code: error.code, description: error.message }
    const params: RawParams = {}
    return { params, uploads: new Map(), refused }
  }
}

function isPerformed(fault: Fault): boolean {
  if (fault.kind === 'drop' || fault.kind === 'hang') return fault.performed
  return fault.kind === 'delay' || fault.kind === 'cut-json'
}

/** What the caller gets to see; null is no answer at all. */
function disturbed(fault: Fault, result: Answer | null): Answer | null {
  switch (fault.kind) {
    case 'too-many-requests':
      return {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${fault.retryAfter}`,
        parameters: { retry_after: fault.retryAfter },
      }
    case 'refusal':
      return { ok: false, error_code: fault.code, description: fault.description }
    case 'html':
      return { ok: false, error_code: fault.status, description: 'HTML page' }
    case 'drop':
    case 'hang':
      return null
    default:
      return result
  }
}

function summary(shown: Answer | null, result: Answer | null) {
  const performed = result?.ok === true
  if (shown?.ok) return { ok: true, code: 200, performed, result: shown.result }
  if (!shown) return { ok: false, code: 0, performed, ...(result?.ok && { result: result.result }) }
  const retryAfter = shown.parameters?.retry_after
  return {
    ok: false,
    code: shown.error_code,
    performed,
    description: shown.description,
    ...(retryAfter && { retryAfter }),
  }
}

function respond(response: ServerResponse, answer: Answer, cut = false): void {
  const full = JSON.stringify(answer)
  const body = cut ? full.slice(0, full.length / 2) : full
  response.writeHead(answer.ok ? 200 : answer.error_code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** What a proxy in front of Telegram says when nobody is behind it. */
function page(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' })
  response.end(`<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>nginx/1.18.0</body></html>`)
}
