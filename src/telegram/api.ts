import type { APIMethodParams, APIMethodReturn, APIMethods } from '@gramio/types'
import { Telegram, TelegramError } from 'telegraf'

/**
 * What became of one call to the Bot API.
 * `wait`: surely not performed, may be tried again after so many milliseconds. `unknown`: may have been performed.
 */
export type Answer<T> =
  | { ok: T }
  | { refused: string; code: number; migratedTo?: number }
  | { wait: number; flooded: boolean }
  | { unknown: string }

/** A call settles within this time; Telegraf by itself waits for ever. Uploads of small files fit well. */
const callTimeoutMs = 8_000
/** Nobody listening: how long until it is worth another try. */
const unreachableWaitMs = 1_000

/** The Bot API as values: every answer of Telegram's is returned, never thrown. */
export function createApi(deps: {
  token: string
  apiRoot: string
  /** Hears the method and the kind of answer of every call. */
  onAnswer?: (method: string, answer: string) => void
}) {
  const { token, apiRoot, onAnswer } = deps
  // Without the slash the last part of a root with a path is lost [WHATWG URL].
  const telegram = new Telegram(token, { apiRoot: `${apiRoot}/`, webhookReply: false })

  async function call<M extends keyof APIMethods>(
    method: M,
    params: APIMethodParams<M>,
    { timeoutMs = callTimeoutMs, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<Answer<APIMethodReturn<M>>> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const options = { signal: (signal ? AbortSignal.any([signal, timeout]) : timeout) as never }
    const answer = await telegram
      .callApi(method as never, params as never, options)
      .then((ok): Answer<APIMethodReturn<M>> => ({ ok: ok as APIMethodReturn<M> }), answerOf)
    onAnswer?.(method, Object.keys(answer)[0] ?? '')
    return answer
  }

  return { telegram, call }
}

export type Api = ReturnType<typeof createApi>

/** Codes of connections that never carried a request. */
const neverWritten = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function answerOf(error: unknown): Exclude<Answer<never>, { ok: unknown }> {
  if (error instanceof TelegramError && error.code < 500) {
    const { retry_after, migrate_to_chat_id } = error.response.parameters ?? {}
    if (error.code === 429) return { wait: (retry_after ?? 1) * 1000, flooded: true }
    return {
      refused: error.description,
      code: error.code,
      ...(migrate_to_chat_id && { migratedTo: migrate_to_chat_id }),
    }
  }
  if (error instanceof TelegramError) return { unknown: `telegram answered ${error.code}` }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (neverWritten.has(code)) return { wait: unreachableWaitMs, flooded: false }
  // The message of a network error holds the URL, and the URL holds the token: only its kind is passed on.
  return { unknown: code || (error instanceof Error ? error.name : 'broken connection') }
}
