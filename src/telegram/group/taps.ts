import type { TelegramUpdate, TelegramUser } from '@gramio/types'
import type { Log } from '../../log.ts'
import type { Api } from '../api.ts'
import type { Codec } from '../codec.ts'

/** What a member did with a button: which, on what, and who. */
export type GroupTap = { value: string; by: { id: string; name: string } }
/** What buttons of the group do, by name and entry. Each answers the word that the member sees. */
export type GroupActions = Record<string, Record<string, (tap: GroupTap) => Promise<string>>>

/** Those in the group may act. Advisors are not registered yet: until they are, membership is what counts. */
const mayAct = new Set(['creator', 'administrator', 'member'])

/**
 * Turns taps in the advisors' group into calls of the business. It answers nothing else that is said there. Errors leave
 * it, so that the inbox can try again: actions may be repeated.
 */
export function createGroupTaps(deps: {
  api: Api
  codec: Codec
  /** The advisors' group; `null` while there is none. */
  groupId: number | null
  actions: GroupActions
  words: () => { membersOnly: string; over: string }
  log: Log
}) {
  const { api, codec, groupId, actions, words, log } = deps

  /** Whether the update was a tap in the group, and so is dealt with. */
  async function handle({ callback_query: query }: TelegramUpdate): Promise<boolean> {
    if (!query?.message || groupId === null || query.message.chat.id !== groupId) return false
    const answer = (text: string) =>
      void api.call('answerCallbackQuery', { callback_query_id: query.id, text: text.slice(0, 200) })
    const tap = query.data === undefined ? null : codec.decode(`tg:${groupId}`, query.data)
    const act = tap?.kind === 'entry' ? actionOf(tap.flow, tap.entry) : null
    if (!act || tap?.kind !== 'entry') {
      answer(words().over)
    } else if (await isMember(query.from)) {
      answer(await act({ value: tap.value, by: { id: `tg:${query.from.id}`, name: query.from.first_name } }))
    } else {
      answer(words().membersOnly)
    }
    return true
  }

  function actionOf(name: string, entry: string) {
    const entries = Object.hasOwn(actions, name) ? actions[name] : undefined
    return entries && Object.hasOwn(entries, entry) ? entries[entry] : null
  }

  /** Asked each time: who was removed a minute ago still has the messages before their eyes. */
  async function isMember({ id }: TelegramUser): Promise<boolean> {
    const answer = await api.call('getChatMember', { chat_id: groupId ?? 0, user_id: id })
    if ('ok' in answer) return mayAct.has(answer.ok.status)
    if (!('refused' in answer)) throw new Error('Telegram did not say who is in the group')
    log.warn({ reason: answer.refused }, 'cannot tell who is in the advisors’ group')
    return false
  }

  return handle
}

export type GroupTaps = ReturnType<typeof createGroupTaps>
