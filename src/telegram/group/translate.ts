import type { TelegramMessage, TelegramUpdate, TelegramUser } from '@gramio/types'
import type { DeskEvent, DeskHappening } from '../../desk/event.ts'
import type { Codec } from '../codec.ts'
import { mediaOf, writtenAs } from '../translate.ts'

/** An anonymous administrator writes in the name of this account [Telegram]. */
const anonymousAdministrator = 1_087_968_824

type Deps = {
  botId: number
  codec: Codec
  /** The name the group goes by here. */
  group: string
  keyOf: (threadId: number | null) => Promise<string | null>
}

/** What can be passed on as it is, and nothing else be done with. */
const carried = ['sticker', 'location', 'contact', 'poll', 'dice'] as const

/** What happened in the advisors' group; `null` for what is nobody's business, such as the bot's own service messages. */
export async function deskEventOf(
  update: TelegramUpdate,
  { botId, codec, group, keyOf }: Deps,
): Promise<DeskEvent | null> {
  const { message, edited_message, callback_query, my_chat_member } = update
  const said = message ?? edited_message
  const key = `tg:${update.update_id}`
  if (said) {
    const happening = edited_message ? editedHappening(edited_message) : messageHappening(said)
    if (!happening || !said.from || said.from.id === botId) return null
    const by = personOf(said.from, said.sender_chat !== undefined)
    return { key, by, topic: await keyOf(threadOf(said)), at: new Date(said.date * 1000), ...happening }
  }
  if (callback_query?.message) {
    const { data, message: shown, from } = callback_query
    const tap = data === undefined ? null : codec.decode(group, data)
    const topic = await keyOf('date' in shown && shown.date !== 0 ? threadOf(shown as TelegramMessage) : null)
    const at = new Date(0)
    return { key, by: personOf(from, false), topic, at, kind: 'tap', tap, message: String(shown.message_id) }
  }
  if (my_chat_member) {
    const { new_chat_member: now, from, date } = my_chat_member
    const isMember = now.status === 'administrator' || now.status === 'member'
    const mayManageTopics = now.status === 'administrator' && now.can_manage_topics === true
    const by = personOf(from, false)
    return { key, by, topic: null, at: new Date(date * 1000), kind: 'standing', isMember, mayManageTopics }
  }
  return null
}

/** The new id of a group that has become a supergroup. */
export const migratedTo = ({ message }: TelegramUpdate): number | null => message?.migrate_to_chat_id ?? null

function messageHappening(message: TelegramMessage): DeskHappening | null {
  const written = writtenAs(message)
  const { text } = message
  if (text !== undefined) {
    const command = /^\/([a-z_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text)
    if (command?.[1])
      return { kind: 'command', name: command[1].toLowerCase(), words: command[2]?.trim() ?? '', ...written }
    return { kind: 'text', text, ...written }
  }
  const media = mediaOf(message)
  if (media) return { kind: 'media', media, caption: message.caption ?? '', ...written }
  const what = carried.find((kind) => message[kind] !== undefined)
  return what ? { kind: 'other', what, ...written } : null
}

function editedHappening(message: TelegramMessage): DeskHappening | null {
  const text = message.text ?? message.caption
  return text === undefined ? null : { kind: 'edited', text, ...writtenAs(message) }
}

const threadOf = ({ is_topic_message, message_thread_id }: TelegramMessage) =>
  is_topic_message ? (message_thread_id ?? null) : null

function personOf({ id, first_name, last_name, is_bot }: TelegramUser, inAnotherName: boolean): DeskEvent['by'] {
  const name = [first_name, last_name].filter(Boolean).join(' ').trim()
  return { id: `tg:${id}`, name, hidden: inAnotherName || is_bot || id === anonymousAdministrator }
}
