import { type Language, texts } from '../../src/language.ts'
import type { NewMessage } from '../../src/messages/message.ts'
import { joined, type Rich, type Screen } from '../../src/messages/screen.ts'

/** Every way to answer when the shop reaches out. */
export const outreachTexts = texts(
  { book: '📅 马上预约', later: '⏰ 以后再说', no: '🙅 不需要', stop: '🔕 退订' },
  { book: '📅 Book now', later: '⏰ Later', no: '🙅 No, thanks', stop: '🔕 Unsubscribe' },
)

/** A message that reaches out: its words, and every way to answer it, leaving the list among them. */
export function outreachScreen(outreachId: string, text: Rich, language: Language): Screen {
  const t = outreachTexts[language]
  const button = (label: string, entry: string) => ({ label, enter: 'solicitation', entry, value: outreachId })
  return {
    text: joined([text]),
    rows: [
      [{ ...button(t.book, 'book'), style: 'success' }],
      [button(t.later, 'later'), button(t.no, 'no')],
      [button(t.stop, 'stop')],
    ],
  }
}

/** The message of an attempt, for the outbox: under its id, so that it is put in once, whoever repeats it. */
export function outreachMessage(
  outreachId: string,
  { chat, text, language, expiresAt }: { chat: string; text: Rich; language: Language; expiresAt: Date },
): NewMessage {
  return {
    _id: `outreach:${outreachId}`,
    lane: 'campaign',
    purpose: 'marketing',
    to: { chat },
    about: { kind: 'outreach', id: outreachId, version: 1 },
    content: { kind: 'screen', screen: outreachScreen(outreachId, text, language), revision: 0 },
    expiresAt,
  }
}
