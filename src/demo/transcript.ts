import { DateTime } from 'luxon'
import stringWidth from 'string-width'
import type { SimMessage } from '../simulator/people/sim-message.ts'

/** Columns of the paper, of a speech bubble, and of the margin with the time. */
const paper = 96
const bubble = 58
const margin = 8

/** Prints chats as they are lived through: the customer on the left, the bot on the right, the shop's time in the margin. */
export function createTranscript({
  zone,
  present,
  print,
}: {
  zone: string
  present: () => Date
  print: (line: string) => void
}) {
  const seen = new Map<string, string>()

  function heading(text: string): void {
    print('')
    print(`── ${text} ${'─'.repeat(Math.max(3, paper - stringWidth(text) - 4))}`)
  }

  /** What a customer does, in words. */
  function does(text: string): void {
    print('')
    for (const [i, line] of wrapped(text, bubble).entries()) print(`${i === 0 ? time() : ' '.repeat(margin)}${line}`)
  }

  /** Everything in this chat that is new or has changed since the last look. */
  function looks({ id, chat }: { id: number; chat: SimMessage[] }): void {
    for (const message of chat) {
      const key = `${id}:${message.id}`
      const lines = linesOf(message)
      const known = seen.get(key)
      seen.set(key, lines.join('\n'))
      if (message.from !== 'bot' || known === lines.join('\n')) continue
      for (const line of lines) print(`${' '.repeat(paper - bubble)}${line}`)
    }
  }

  /** Takes what is in this chat as known: it is not what is told of. */
  function knows({ id, chat }: { id: number; chat: SimMessage[] }): void {
    for (const message of chat) seen.set(`${id}:${message.id}`, linesOf(message).join('\n'))
  }

  function time(): string {
    return DateTime.fromJSDate(present(), { zone }).toFormat('HH:mm').padEnd(margin)
  }

  return { heading, does, looks, knows }
}

function linesOf(message: SimMessage): string[] {
  const { text, venue, document, buttons } = message
  return [
    ...(venue ? [`📍 ${venue.title}`, `   ${venue.address}`] : []),
    ...(document ? [`📎 ${document.name}`] : []),
    ...(text ? text.split('\n').flatMap((line) => wrapped(line, bubble)) : []),
    ...buttons.map((row) => row.map(({ label }) => `[ ${label} ]`).join(' ')),
  ]
}

/** Breaks a line at spaces where there are any, else between characters (Chinese has none); widths in columns. */
function wrapped(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.match(/[\x21-\x7e]+ ?|[^\x21-\x7e]/gu) ?? []) {
    const line = lines.at(-1) ?? ''
    if (stringWidth(line + word) > width && line !== '') lines.push(word.trimStart())
    else lines[lines.length - 1] = line + word
  }
  return lines
}
