import type { TelegramMessageEntity } from '@gramio/types'
import type { Content } from '../../messages/message.ts'

type Line = Extract<Content, { kind: 'line' }>
type Words = { text: string; entities: TelegramMessageEntity[] }

/** Characters a message may have after parsing [Bot API]. */
const textAtMost = 4096
/** Somebody who reads a line later than this after it was said is told so. */
const lateMs = 60_000

/** Lines of people as one message, one under another, each with its sign, its formatting, and its delay if it is late. */
export function renderLines(lines: Line[], now: Date): Words {
  return lines.reduce<Words>(
    (whole, line) => {
      const lead = `${whole.text === '' ? '' : '\n'}${line.sign}${delay(line.saidAt, now)}`
      const { text, entities } = renderWords(line.text, line.marks)
      const before = whole.text.length + lead.length
      return {
        text: whole.text + lead + text,
        entities: [...whole.entities, ...entities.map((one) => ({ ...one, offset: one.offset + before }))],
      }
    },
    { text: '', entities: [] },
  )
}

/** A person's words as they wrote them; what Telegram refuses (lone surrogates, too much text) is mended, never sent. */
export function renderWords(text: string, marks: unknown): Words {
  const whole = text.toWellFormed()
  // Room for a sign in front; a character of two halves that would be cut in the middle goes as a whole.
  const roomAtMost = textAtMost - 40
  const cut = whole.length > roomAtMost ? `${whole.slice(0, roomAtMost).replace(/[\ud800-\udbff]$/, '')}…` : whole
  const entities = Array.isArray(marks) ? (marks as TelegramMessageEntity[]) : []
  return { text: cut, entities: entities.filter(({ offset, length }) => offset + length <= cut.length) }
}

/** `⏱3′ ` for three minutes. */
function delay(saidAt: Date, now: Date): string {
  const ms = now.getTime() - saidAt.getTime()
  return ms < lateMs ? '' : `⏱${Math.floor(ms / 60_000)}′ `
}
