import type { TelegramMessageEntity, TelegramMessageEntityType } from '@gramio/types'
import { badRequest } from '../api-error.ts'
import { linkProblem } from '../link.ts'
import type { Formatted } from './formatted.ts'

type Marker = { type: TelegramMessageEntityType; mark: string }
type Open = Marker & { offset: number; at: number }

const markers: Marker[] = [
  { type: 'pre', mark: '```' },
  { type: 'underline', mark: '__' },
  { type: 'spoiler', mark: '||' },
  { type: 'italic', mark: '_' },
  { type: 'bold', mark: '*' },
  { type: 'strikethrough', mark: '~' },
  { type: 'code', mark: '`' },
]
const legacyMarkers: Marker[] = markers.filter(({ type }) => ['pre', 'italic', 'bold', 'code'].includes(type))
/** Must be escaped outside entities (Bot API, "MarkdownV2 style"). */
const reserved = /[_*[\]()~`>#+\-=|{}.!]/
/** Telegram's names of entity kinds in its error texts. */
const names: Partial<Record<TelegramMessageEntityType, string>> = {
  pre: 'Pre',
  underline: 'Underline',
  spoiler: 'Spoiler',
  italic: 'Italic',
  bold: 'Bold',
  strikethrough: 'Strikethrough',
  code: 'Code',
  text_link: 'TextUrl',
}

/** Reads MarkdownV2, or legacy Markdown, whose entities do not nest and which reserves nothing. */
export function parseMarkdown(source: string, legacy: boolean): Formatted {
  const known = legacy ? legacyMarkers : markers
  const open: Open[] = []
  const entities: TelegramMessageEntity[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const innermost = open.at(-1)
    const verbatim = innermost?.type === 'code' || innermost?.type === 'pre'
    const c = source.charAt(at)
    if (c === '\\' && at + 1 < source.length && source.charCodeAt(at + 1) <= 126 && !(legacy && innermost)) {
      text += source.charAt(at + 1)
      at += 2
    } else if (innermost && source.startsWith(innermost.mark, at)) {
      open.pop()
      at += innermost.mark.length
      at += close(innermost, at)
    } else if (verbatim || (legacy && innermost)) {
      text += c
      at++
    } else if (c === '[') {
      open.push({ type: 'text_link', mark: ']', offset: text.length, at })
      at++
    } else {
      const marker = known.find(({ mark }) => source.startsWith(mark, at))
      if (marker) {
        open.push({ ...marker, offset: text.length, at })
        at += marker.mark.length
        if (marker.type === 'pre') at += source.slice(at).match(/^(\w+)?\n/)?.[0].length ?? 0
      } else if (c === '>' && !legacy && (at === 0 || source[at - 1] === '\n')) {
        const end = source.indexOf('\n', at)
        const line = source.slice(at + 1, end === -1 ? undefined : end)
        const inner = parseMarkdown(line, false)
        entities.push(...inner.entities.map((entity) => ({ ...entity, offset: entity.offset + text.length })))
        if (inner.text) entities.push({ type: 'blockquote', offset: text.length, length: inner.text.length })
        text += inner.text
        at += line.length + 1
      } else if (!legacy && reserved.test(c)) {
        throw unparsable(`Character '${c}' is reserved and must be escaped with the preceding '\\'`)
      } else {
        text += c
        at++
      }
    }
  }
  const unfinished = open.at(-1)
  if (unfinished) {
    const place = Buffer.byteLength(source.slice(0, unfinished.at))
    const name = legacy ? 'the entity starting' : `${names[unfinished.type] ?? ''} entity`
    throw unparsable(`Can't find end of ${name} at byte offset ${place}`)
  }
  return { text, entities }

  /** Records the finished entity; returns how many characters of the source belong to its address. */
  function close(entity: Open, after: number): number {
    const place = { offset: entity.offset, length: text.length - entity.offset }
    if (entity.type !== 'text_link') {
      if (place.length > 0) entities.push({ type: entity.type, ...place })
      return 0
    }
    const address = source.slice(after).match(/^\(((?:\\.|[^)\\])*)\)/)
    if (!address && source[after] === '(') {
      throw unparsable(`Can't find end of a URL at byte offset ${Buffer.byteLength(source.slice(0, after + 1))}`)
    }
    const url = (address?.[1] ?? text.slice(entity.offset)).replaceAll(/\\(.)/g, '$1')
    if (place.length > 0 && !linkProblem(url)) entities.push({ type: 'text_link', ...place, url })
    return address?.[0].length ?? 0
  }
}

function unparsable(why: string) {
  return badRequest(`can't parse entities: ${why}`)
}
