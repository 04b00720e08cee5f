import { fileOn, type SimMessage } from './sim-message.ts'

/** A chat in plain lines, oldest first: who, when (UTC), what, with the buttons beneath. For people reading a failed test. */
export function transcriptOf(messages: SimMessage[], nameOf: (id: number) => string): string {
  return messages.map((message) => lines(message, nameOf)).join('\n')
}

function lines(message: SimMessage, nameOf: (id: number) => string): string {
  const who = message.from === 'bot' ? 'bot' : nameOf(message.from)
  const marks = [message.editedAt && 'edited', message.pinned && 'pinned', ...message.reactions].filter(Boolean)
  const head = `${message.sentAt.toISOString().slice(11, 19)} #${message.id} ${who}`
  const answers = message.replyTo === undefined ? '' : ` (answering #${message.replyTo})`
  const buttons = message.buttons.map((row) => `    ${row.map((button) => `[${button.label}]`).join(' ')}`)
  const first = `${head}${answers}: ${what(message)}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`
  return [first.replaceAll('\n', '\n    '), ...buttons].join('\n')
}

function what(message: SimMessage): string {
  const file = fileOn(message)
  return [
    message.service && `<${message.service}>`,
    file && `<${file.name}>`,
    message.venue && `<${message.venue.title}, ${message.venue.address}>`,
    message.location && !message.venue && `<${message.location.latitude}, ${message.location.longitude}>`,
    message.contact && `<contact ${message.contact.phone_number}>`,
    message.text,
  ]
    .filter(Boolean)
    .join(' ')
}
