import { createApi } from '../telegram/api.ts'

/** What the bot is called, as links name it; `null` when Telegram does not tell. */
export async function usernameOf(bot: { token: string; apiRoot: string }): Promise<string | null> {
  const me = await createApi(bot).call('getMe', {} as never)
  return 'ok' in me ? (me.ok.username ?? null) : null
}
