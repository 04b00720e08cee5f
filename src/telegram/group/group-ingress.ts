import type { TelegramUpdate } from '@gramio/types'
import type { Desk } from '../../desk/desk.ts'
import type { Api } from '../api.ts'
import type { Codec } from '../codec.ts'
import type { Addresses } from './address.ts'
import type { Forum } from './forum.ts'
import { deskEventOf, migratedTo } from './translate.ts'

/** Characters of an answer to a tap [Bot API]. */
const toastAtMost = 200

/** Hands what happens in the advisors' group to the desk. */
export function createGroupIngress(deps: {
  api: Api
  codec: Codec
  botId: number
  /** The name the group goes by here. */
  group: string
  addresses: Addresses
  forum: Forum
  desk: Pick<Desk, 'handle'>
}) {
  const { api, codec, botId, group, addresses, forum, desk } = deps

  /** Whether the update came from the group, and so is dealt with. */
  return async function handle(update: TelegramUpdate): Promise<boolean> {
    const { message, edited_message, callback_query, my_chat_member } = update
    const chat = (message ?? edited_message ?? callback_query?.message ?? my_chat_member)?.chat
    if (!chat || addresses.nameOf(chat.id) !== group) return false
    const to = migratedTo(update)
    if (to !== null) await addresses.move(group, to)
    if (my_chat_member) forum.tryTopicsAgain(group)
    const event = await deskEventOf(update, { botId, codec, group, keyOf: (thread) => forum.keyOf(group, thread) })
    let isAnswered = false
    const answerTap = (toast = '') => {
      if (!callback_query || isAnswered) return
      isAnswered = true
      const text = toast.slice(0, toastAtMost).toWellFormed()
      void api.call('answerCallbackQuery', { callback_query_id: callback_query.id, ...(text && { text }) })
    }
    if (event) await desk.handle(event, answerTap)
    answerTap()
    return true
  }
}

export type GroupIngress = ReturnType<typeof createGroupIngress>
