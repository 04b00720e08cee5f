import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts'

export type Answer = {
  ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely here, and only here
  result: any
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}
export type Api = (method: string, params?: Record<string, unknown>) => Promise<Answer>

/** Calls the Bot API of a simulator as a bot without any library would. */
export function apiOf(sim: Simulator): Api {
  return async (method, params = {}) => {
    const response = await fetch(`${sim.apiRoot}/bot${sim.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as Answer
  }
}

/** A simulator, its API, and one person who has pressed START; the START itself is already acknowledged. */
export async function bootedSimulator(options: SimulatorOptions = {}) {
  const sim = await startSimulator({ walls: 'off', ...options })
  const api = apiOf(sim)
  const user = sim.user({ firstName: '李' })
  await user.start()
  await takeUpdates(api)
  const says = (text: string, more: Record<string, unknown> = {}) =>
    api('sendMessage', { chat_id: user.id, text, ...more })
  return { sim, api, user, says }
}

/** Takes and acknowledges everything that waits for the bot. */
export async function takeUpdates(api: Api) {
  const { result } = await api('getUpdates', {})
  if (result.length > 0) await api('getUpdates', { offset: result.at(-1).update_id + 1, limit: 1 })
  return result
}

export const button = (text: string, callback_data: string) => ({ inline_keyboard: [[{ text, callback_data }]] })
