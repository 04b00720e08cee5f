import type { Config } from '../config.ts'
import type { Language } from '../language.ts'
import type { Log } from '../log.ts'
import type { Answer, Api } from './api.ts'
import { allowedUpdates } from './ingress/update.ts'
import { pause } from './pause.ts'

/** Telegram's two-letter codes of our languages [setMyCommands takes no others]. */
const telegramLanguage: Record<Language, string> = { 'zh-CN': 'zh', en: 'en' }
/** Pause before what got no answer is said again; Telegram's own wish goes before it. */
const againMs = 5_000

/**
 * Tells Telegram at start how this bot is reached and which commands it has, until it has heard. What it refuses is
 * logged and not fatal: the last introduction still holds.
 */
export function introduce(deps: {
  api: Api
  config: Config['ingress']
  commands: Record<string, { says: Record<Language, string> }>
  /** The advisors' group with what can be written there, in the shop's language. */
  group: { chatId: number; commands: Record<string, string> } | null
  log: Log
}): { close(): Promise<void> } {
  const { api, config, commands, group, log } = deps
  const stop = new AbortController()
  const list = (language: Language) =>
    Object.entries(commands).map(([command, { says }]) => ({ command, description: says[language] }))
  const { signal } = stop
  const calls = [
    () =>
      config.by === 'webhook'
        ? api.call(
            'setWebhook',
            { url: config.url, secret_token: config.secret, allowed_updates: [...allowedUpdates] },
            { signal },
          )
        : api.call('deleteWebhook', {}, { signal }),
    () => api.call('setMyCommands', { commands: list('zh-CN') }, { signal }),
    ...(['zh-CN', 'en'] as const).map(
      (language) => () =>
        api.call(
          'setMyCommands',
          { commands: list(language), language_code: telegramLanguage[language] as never },
          { signal },
        ),
    ),
    ...(group ? [() => announceInGroup(group)] : []),
  ]

  function announceInGroup({ chatId, commands }: NonNullable<typeof group>) {
    const inGroup = Object.entries(commands).map(([command, description]) => ({ command, description }))
    return api.call('setMyCommands', { commands: inGroup, scope: { type: 'chat', chat_id: chatId } }, { signal })
  }

  async function untilHeard(call: () => Promise<Answer<unknown>>): Promise<void> {
    while (!signal.aborted) {
      const answer = await call()
      if ('ok' in answer || signal.aborted) return
      log.warn({ answer }, 'introduction to Telegram')
      if ('refused' in answer) return
      await pause('wait' in answer ? Math.max(answer.wait, againMs) : againMs, signal)
    }
  }

  const heard = Promise.all(calls.map(untilHeard))
  return {
    async close() {
      stop.abort()
      await heard
    },
  }
}
