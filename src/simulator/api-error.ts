import type { TelegramResponseParameters } from '@gramio/types'

/** A refusal as the Bot API words it: HTTP status, description and, for 429 and migrated groups, parameters. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: TelegramResponseParameters | undefined

  constructor(code: number, description: string, parameters?: TelegramResponseParameters) {
    super(description)
    this.name = 'ApiError'
    this.code = code
    this.parameters = parameters
  }
}

/** 400, worded as the Bot API server does. */
export function badRequest(why: string, parameters?: TelegramResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${why}`, parameters)
}

/** 403: the bot may not write there. */
export function forbidden(why: string): ApiError {
  return new ApiError(403, `Forbidden: ${why}`)
}

/** 409: two consumers of one bot's updates. */
export function conflict(why: string): ApiError {
  return new ApiError(409, `Conflict: ${why}`)
}

/** 429; `retryAfter` in whole seconds, at least 1. */
export function tooManyRequests(retryAfter: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter })
}
