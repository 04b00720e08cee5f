import type { RawParams } from './parameters.ts'

/** One call as the simulated Telegram saw it: the judge of every measurement. */
export type ApiCall = {
  method: string
  params: RawParams
  /** When it arrived and was answered, in milliseconds of `performance.now()`. */
  at: number
  answeredAt: number
  /** The chat it was about, if any. */
  chatId: number | null
  ok: boolean
  /** HTTP status; 0 when no answer was given. */
  code: number
  /** Whether it took effect: an answer may be lost after a message was delivered. */
  performed: boolean
  result?: unknown
  description?: string
  retryAfter?: number
}

/** Keeps at least the last `limit` calls; trimmed in blocks, so that logging stays cheap. 0 keeps none. */
export function createCallLog(limit: number) {
  const calls: ApiCall[] = []

  function add(call: ApiCall): void {
    if (limit === 0) return
    calls.push(call)
    if (calls.length > limit * 2) calls.splice(0, calls.length - limit)
  }

  return { calls, add }
}
