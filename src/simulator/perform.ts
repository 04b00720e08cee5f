import type { APIMethods, TelegramResponseParameters } from '@gramio/types'
import { ApiError } from './api-error.ts'
import { costOf } from './cost.ts'
import { declarations } from './declarations.ts'
import type { Limits } from './limits.ts'
import type { Call, Methods } from './methods/method.ts'
import { checkedParams, type RawParams } from './parameters.ts'
import type { World } from './world.ts'

/** What the Bot API answers. */
export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: TelegramResponseParameters }

/** Performs one call from names and raw values; refusals become answers, other errors are bugs of the simulator. */
export type Perform = (name: string, raw: RawParams, call: Call) => Promise<Answer>

export function createPerform(world: World, methods: Methods, limits: Limits): Perform {
  // Telegram does not mind the case of a method's name.
  const names = new Map([...declarations().methods.keys()].map((name) => [name.toLowerCase(), name]))

  return async (name, raw, call) => {
    try {
      const method = names.get(name.toLowerCase())
      if (!method) throw new ApiError(404, 'Not Found: method not found')
      const handler = methods[method as keyof APIMethods]
      if (!handler) throw new ApiError(404, `Not Found: ${method} exists, but is not simulated`)
      const params = checkedParams(method, raw)
      const cost = costOf(world, method, params)
      if (cost) limits.pass(cost)
      // The table of methods is typed by name; the parameters were just compared with that very name's table.
      return { ok: true, result: await handler(world, params as never, call) }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { code, message, parameters } = error
      return { ok: false, error_code: code, description: message, ...(parameters && { parameters }) }
    }
  }
}
