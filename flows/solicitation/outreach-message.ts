import type { Language } from '../../src/language.ts'
import { joined, type Rich, type Screen } from '../../src/messages/screen.ts'
import { solicitationTexts } from './texts.ts'

/** A message that reaches out: its words, and every way to answer it, leaving the list among them. */
export function outreachScreen(outreachId: string, text: Rich, language: Language): Screen {
  const t = solicitationTexts[language]
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
