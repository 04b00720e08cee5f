import type { Config } from '../config.ts'
import type { Language } from '../language.ts'
import type { Log } from '../log.ts'
import type { Api } from './api.ts'
import { allowedUpdates } from './ingress/update.ts'

/** Telegram's two-letter codes of our languages [setMyCommands takes no others]. */
const telegramLanguage: Record<Language, string> = { 'zh-CN': 'zh', en: 'en' }

/**
 * Tells Telegram at start how this bot is reached and which commands it has. What fails is logged and not fatal: the
 * last introduction still holds.
 */
export async function introduce(deps: {
  api: Api
  config: Config['ingress']
  commands: Record<string, { says: Record<Language, string> }>
  log: Log
}): Promise<void> {
  const { api, config, commands, log } = deps
  const list = (language: Language) =>
    Object.entries(commands).map(([command, { says }]) => ({ command, description: says[language] }))
  const way =
    config.by === 'webhook'
      ? api.call('setWebhook', { url: config.url, secret_token: config.secret, allowed_updates: [...allowedUpdates] })
      : api.call('deleteWebhook', {})
  const answers = await Promise.all([
    way,
    api.call('setMyCommands', { commands: list('zh-CN') }),
    api.call('setMyCommands', { commands: list('zh-CN'), language_code: telegramLanguage['zh-CN'] as never }),
    api.call('setMyCommands', { commands: list('en'), language_code: telegramLanguage.en as never }),
  ])
  for (const answer of answers) if (!('ok' in answer)) log.warn({ answer }, 'introduction to Telegram')
}
