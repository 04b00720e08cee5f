import type { TelegramInlineKeyboardButton } from '@gramio/types'
import { bold, code, FmtString, fmt, join, quote, strikethrough } from 'telegraf/format'
import { type Button, type Rich, type Screen, spansOf } from '../messages/screen.ts'
import type { Codec } from './codec.ts'

/** Characters a message may have after parsing [Bot API]. */
const textAtMost = 4096

/** A screen as parameters of sendMessage or editMessageText. */
export function renderScreen(
  screen: Screen,
  { chat, revision, codec }: { chat: string; revision: number; codec: Codec },
) {
  return {
    ...renderText(screen.text),
    link_preview_options: { is_disabled: true },
    reply_markup: screen.ask ? contactKeyboard(screen) : { inline_keyboard: inlineRows(screen, chat, revision, codec) },
  }
}

/** Words with entities; what Telegram refuses (lone surrogates, too much text) is mended, never sent. */
export function renderText(text: Rich): Pick<FmtString, 'text' | 'entities'> {
  const parts = spansOf(text).map((span) => {
    if (typeof span === 'string') return new FmtString(span.toWellFormed())
    if ('bold' in span) return bold(span.bold.toWellFormed())
    if ('strike' in span) return strikethrough(span.strike.toWellFormed())
    if ('quote' in span) return quote(span.quote.toWellFormed())
    return code(span.code.toWellFormed())
  })
  const whole = parts.length ? join(parts) : fmt``
  if (whole.text.length <= textAtMost) return { text: whole.text, entities: whole.entities ?? [] }
  // A character of two halves that would be cut in the middle goes as a whole.
  const cut = whole.text.slice(0, textAtMost - 1).replace(/[\ud800-\udbff]$/, '')
  const entities = (whole.entities ?? []).filter((entity) => entity.offset + entity.length < cut.length)
  return { text: `${cut}…`, entities }
}

function inlineRows({ rows = [] }: Screen, chat: string, revision: number, codec: Codec) {
  const button = (b: Button): TelegramInlineKeyboardButton => {
    const text = b.label.toWellFormed()
    if ('url' in b) return { text, url: b.url }
    return { text, callback_data: codec.encode(chat, revision, b), ...(b.style && { style: b.style }) }
  }
  return rows.filter((row) => row.length > 0).map((row) => row.map(button))
}

/** Only a reply keyboard can ask for a contact; a message carrying one cannot be edited later [server source]. */
function contactKeyboard({ rows = [] }: Screen) {
  const [ask, ...others] = rows.flat()
  return {
    keyboard: [[{ text: ask?.label ?? '📱', request_contact: true }], others.map((b) => ({ text: b.label }))],
    resize_keyboard: true,
    one_time_keyboard: true,
  }
}
