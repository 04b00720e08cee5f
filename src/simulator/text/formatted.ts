import type { TelegramMessageEntity } from '@gramio/types'
import { badRequest } from '../api-error.ts'
import { linkProblem } from '../link.ts'
import { detectedEntities } from './detected.ts'
import { parseHtml } from './html.ts'
import { parseMarkdown } from './markdown.ts'

export type Formatted = { text: string; entities: TelegramMessageEntity[] }
export type ParseMode = 'HTML' | 'MarkdownV2' | 'Markdown'

/** Longest text and caption in characters (code points) after parsing (Bot API, sendMessage and sendPhoto). */
export const textLimit = 4096
export const captionLimit = 1024

/** Telegram finds these by itself and ignores them when a bot names them. */
const automatic: ReadonlySet<string> = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card',
])

/** What becomes of a text on its way in: parsed, checked, trimmed, with links and commands found. Throws ApiError. */
export function formatted(source: string, mode?: ParseMode, given: TelegramMessageEntity[] = []): Formatted {
  if (Buffer.byteLength(source) > 32_768) throw badRequest('text is too long')
  const parsed = mode ? parsedText(source, mode) : { text: source, entities: given.flatMap(checkedEntity) }
  for (const entity of parsed.entities) assertInside(entity, parsed.text)
  const { text, entities } = trimmed(parsed)
  const found = detectedEntities(text).filter((one) => !entities.some((other) => overlap(one, other)))
  return { text, entities: [...entities, ...found].sort(byPlace) }
}

function parsedText(source: string, mode: ParseMode): Formatted {
  const lowered = mode.toLowerCase()
  if (lowered === 'html') return parseHtml(source)
  if (lowered === 'markdownv2' || lowered === 'markdown') return parseMarkdown(source, lowered === 'markdown')
  throw badRequest('unsupported parse_mode')
}

function checkedEntity(entity: TelegramMessageEntity): TelegramMessageEntity[] {
  if (typeof entity.offset !== 'number' || typeof entity.length !== 'number' || typeof entity.type !== 'string') {
    throw badRequest("can't parse MessageEntity: type, offset and length are required")
  }
  if (entity.offset < 0 || entity.offset > 1_000_000) {
    throw badRequest(`receive an entity with incorrect offset ${entity.offset}`)
  }
  if (entity.length < 0 || entity.length > 1_000_000) {
    throw badRequest(`receive an entity with incorrect length ${entity.length}`)
  }
  if (entity.length === 0 || automatic.has(entity.type)) return []
  if (!supported.has(entity.type)) throw badRequest("can't parse MessageEntity: Unsupported type specified")
  if (entity.type === 'text_link') {
    const problem = linkProblem(entity.url ?? '')
    if (problem) throw badRequest(`entity URL '${entity.url ?? ''}' is invalid: ${problem}`)
  }
  return [entity]
}

const supported: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
])

/** Offsets count UTF-16 units; an entity may neither leave the text nor begin inside a character. */
function assertInside(entity: TelegramMessageEntity, text: string): void {
  const end = entity.offset + entity.length
  if (entity.offset >= text.length) {
    throw badRequest(`entity begins after the end of the text at UTF-16 offset ${entity.offset}`)
  }
  if (end > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${entity.offset} ends after the end of the text at UTF-16 offset ${end}`,
    )
  }
  if (splitsCharacter(text, entity.offset)) {
    const bytes = Buffer.byteLength(text.slice(0, entity.offset - 1))
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytes}`)
  }
  if (splitsCharacter(text, end)) {
    throw badRequest(`entity beginning at UTF-16 offset ${entity.offset} ends in a middle of a UTF-16 symbol`)
  }
}

function splitsCharacter(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

/** Telegram trims both ends, but never before the first entity. */
function trimmed({ text, entities }: Formatted): Formatted {
  const right = text.trimEnd()
  const leading = right.length - right.trimStart().length
  const cut = Math.min(leading, ...entities.map((entity) => entity.offset))
  const kept = entities
    .map((entity) => ({ ...entity, length: Math.min(entity.offset + entity.length, right.length) - entity.offset }))
    .filter((entity) => entity.length > 0)
    .map((entity) => ({ ...entity, offset: entity.offset - cut }))
  return { text: right.slice(cut), entities: kept }
}

function overlap(a: TelegramMessageEntity, b: TelegramMessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

function byPlace(a: TelegramMessageEntity, b: TelegramMessageEntity): number {
  return a.offset - b.offset || b.length - a.length
}

/** Length in characters as Telegram counts them: code points, an emoji of one code point is one. */
export function characters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
