import type {
  SendMessageParams,
  TelegramInlineKeyboardButton,
  TelegramInlineKeyboardMarkup,
  TelegramKeyboardButton,
} from '@gramio/types'
import { badRequest } from './api-error.ts'
import type { Chat } from './chat.ts'
import { linkProblem } from './link.ts'

/** What a bot may put under a message, checked. */
export type Markup =
  | { kind: 'inline'; markup: TelegramInlineKeyboardMarkup | undefined }
  | { kind: 'reply'; rows: TelegramKeyboardButton[][]; oneTime: boolean }
  | { kind: 'remove' }
  | { kind: 'force' }

/** Widest row and highest keyboard that is shown whole; the product holds to it, so more is refused. */
const widest = 8
const highest = 12
const styles: ReadonlySet<string> = new Set(['danger', 'success', 'primary'])

/** Checks `reply_markup` as Telegram does; throws ApiError with its words. */
export function checkedMarkup(given: SendMessageParams['reply_markup'], chat: Chat): Markup | null {
  if (!given || 'toJSON' in given) return null
  if ('inline_keyboard' in given) {
    const rows = checkedRows(
      given.inline_keyboard,
      'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    for (const button of rows.flat()) checkInline(button)
    return { kind: 'inline', markup: rows.length > 0 ? { inline_keyboard: rows } : undefined }
  }
  if ('keyboard' in given) {
    const rows = checkedRows(given.keyboard, 'Field "keyboard" must be an Array of Arrays').map((row) =>
      row.map((button): TelegramKeyboardButton => (typeof button === 'string' ? { text: button } : button)),
    )
    for (const button of rows.flat()) checkReply(button, chat)
    return { kind: 'reply', rows, oneTime: given.one_time_keyboard === true }
  }
  if ('remove_keyboard' in given && given.remove_keyboard) return { kind: 'remove' }
  return 'force_reply' in given && given.force_reply ? { kind: 'force' } : null
}

function checkedRows<Button>(rows: Button[][], otherwise: string): Button[][] {
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) throw badRequest(lowered(otherwise))
  const full = rows.filter((row) => row.length > 0)
  if (full.length > highest || full.some((row) => row.length > widest)) throw badRequest('reply markup is too long')
  return full
}

function checkInline(button: TelegramInlineKeyboardButton): void {
  const cannot = "can't parse inline keyboard button: "
  if (typeof button?.text !== 'string') throw badRequest(`${cannot}Can't find field "text"`)
  if (button.style && !styles.has(button.style)) throw badRequest(`${cannot}invalid button style specified`)
  if (button.text.trim() === '') throw badRequest('inline keyboard button text must be non-empty')
  if (button.url) {
    const problem = linkProblem(button.url)
    if (problem) throw badRequest(`inline keyboard button URL '${button.url}' is invalid: ${problem}`)
  } else if (button.callback_data) {
    if (Buffer.byteLength(button.callback_data) > 64) throw badRequest('BUTTON_DATA_INVALID')
  } else if (!otherKinds.some((kind) => button[kind] !== undefined)) {
    throw badRequest(`${cannot}Text buttons are unallowed in the inline keyboard`)
  }
}

const otherKinds = [
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
  'disabled',
] as const

function checkReply(button: TelegramKeyboardButton, chat: Chat): void {
  if (typeof button?.text !== 'string') throw badRequest('can\'t parse keyboard button: Can\'t find field "text"')
  if (button.text.trim() === '') throw badRequest('keyboard button text must be non-empty')
  if (chat.kind === 'private') return
  if (button.request_contact) throw badRequest('phone number can be requested in private chats only')
  if (button.request_location) throw badRequest('location can be requested in private chats only')
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
