import type { TelegramMessageEntity, TelegramMessageEntityType } from '@gramio/types'
import { badRequest } from '../api-error.ts'
import { linkProblem } from '../link.ts'
import type { Formatted } from './formatted.ts'

const tags: Record<string, TelegramMessageEntityType> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
}
const characters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
type Open = { tag: string; attributes: Map<string, string>; offset: number }

/** Reads HTML style (Bot API, "HTML style"); errors are worded as in Telegram's own parser. */
export function parseHtml(source: string): Formatted {
  const open: Open[] = []
  const entities: TelegramMessageEntity[] = []
  let text = ''
  for (let at = 0; at < source.length; ) {
    if (source[at] !== '<') {
      const next = source.indexOf('<', at)
      const piece = source.slice(at, next === -1 ? undefined : next)
      text += unescaped(piece)
      at += piece.length
      continue
    }
    const close = source.indexOf('>', at)
    const ending = source[at + 1] === '/'
    if (close === -1) throw unparsable(`Unclosed ${ending ? 'end' : 'start'} tag at byte offset ${bytes(source, at)}`)
    const inside = source.slice(at + (ending ? 2 : 1), close)
    if (ending) {
      const started = open.pop()
      if (!started) throw unparsable(`Unexpected end tag at byte offset ${bytes(source, at)}`)
      const name = inside.trim().toLowerCase()
      if (name !== '' && name !== started.tag) {
        throw unparsable(
          `Unmatched end tag at byte offset ${bytes(source, at)}, expected "</${started.tag}>", found "</${name}>"`,
        )
      }
      entities.push(...entityOf(started, text))
    } else open.push(startTag(inside, text.length, bytes(source, at)))
    at = close + 1
  }
  const unfinished = open.at(-1)
  if (unfinished) throw unparsable(`Can't find end tag corresponding to start tag "${unfinished.tag}"`)
  return { text, entities: joinedCode(entities) }
}

function startTag(inside: string, offset: number, at: number): Open {
  const [name = '', rest = ''] = inside.match(/^(\S*)([\s\S]*)$/)?.slice(1) ?? []
  const tag = name.toLowerCase()
  if (!tags[tag]) throw unparsable(`Unsupported start tag "${tag}" at byte offset ${at}`)
  const attributes = new Map<string, string>()
  for (const [, key = '', double, single, bare] of rest.matchAll(
    /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?/g,
  )) {
    attributes.set(key, unescaped(double ?? single ?? bare ?? ''))
  }
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`)
  }
  return { tag, attributes, offset }
}

function entityOf({ tag, attributes, offset }: Open, text: string): TelegramMessageEntity[] {
  const length = text.length - offset
  const type = tags[tag]
  if (length === 0 || !type) return []
  const place = { offset, length }
  if (tag === 'a') {
    const url = attributes.get('href') || text.slice(offset)
    return linkProblem(url) ? [] : [{ type, ...place, url }]
  }
  if (tag === 'tg-emoji') {
    const id = attributes.get('emoji-id') ?? ''
    if (!/^[1-9]\d*$/.test(id)) throw unparsable('Invalid custom emoji identifier specified')
    return [{ type, ...place, custom_emoji_id: id }]
  }
  if (tag === 'tg-time') {
    const format = attributes.get('format')
    return [{ type, ...place, unix_time: Number(attributes.get('unix')), ...(format && { date_time_format: format }) }]
  }
  if (tag === 'blockquote' && attributes.has('expandable')) return [{ type: 'expandable_blockquote', ...place }]
  const language = attributes.get('class')?.match(/^language-(.+)/)?.[1]
  return [{ type, ...place, ...(tag === 'code' && language && { language }) }]
}

/** `<pre><code class="language-…">` is one entity: pre with a language. */
function joinedCode(entities: TelegramMessageEntity[]): TelegramMessageEntity[] {
  const same = (a: TelegramMessageEntity, b: TelegramMessageEntity) => a.offset === b.offset && a.length === b.length
  return entities
    .map((entity) => {
      const inner = entity.type === 'pre' ? entities.find((o) => o.type === 'code' && same(entity, o)) : undefined
      return inner?.language ? { ...entity, language: inner.language } : entity
    })
    .filter((entity, _i, all) => entity.type !== 'code' || !all.some((o) => o.type === 'pre' && same(entity, o)))
    .map(({ language, ...entity }) => (entity.type === 'pre' && language ? { ...entity, language } : entity))
}

function unescaped(piece: string): string {
  return piece.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') => {
    if (decimal || hex) return String.fromCodePoint(Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16))
    return characters[name] ?? whole
  })
}

/** Telegram points at UTF-8 bytes. */
function bytes(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at))
}

function unparsable(why: string) {
  return badRequest(`can't parse entities: ${why}`)
}
