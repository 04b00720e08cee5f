import type { Language } from '../../src/language.ts'
import { texts } from '../../src/language.ts'
import type { Button } from '../../src/messages/screen.ts'

/** Rows of choices on one screen, without the footer: more do not fit a phone beside the text. */
export const rowsAtMost = 4

const pageTexts = texts({ more: '更多 ▶', first: '◀ 从头看' }, { more: 'More ▶', first: '◀ Start over' })

/** Buttons in rows of so many. */
export function inRows(buttons: Button[], perRow: number): Button[][] {
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  )
}

/**
 * All buttons if they fit, else a page of them and a button `page <number>` to the next one, from the last back to the
 * first. `last` stands on the bottom row of every page.
 */
export function inPages(
  buttons: Button[],
  { perRow, page = 0, last = [], language }: { perRow: number; page?: number; last?: Button[]; language: Language },
): Button[][] {
  const fits = perRow * (last.length > 0 ? rowsAtMost - 1 : rowsAtMost)
  if (buttons.length <= fits) return [...inRows(buttons, perRow), last]
  const perPage = perRow * (rowsAtMost - 1)
  const from = page * perPage < buttons.length ? page * perPage : 0
  const t = pageTexts[language]
  const turn: Button =
    from + perPage < buttons.length
      ? { label: t.more, tap: 'page', value: String(from / perPage + 1) }
      : { label: t.first, tap: 'page', value: '0' }
  return [...inRows(buttons.slice(from, from + perPage), perRow), [...last, turn]]
}

/** The page a button asks for. */
export const pageOf = (value: string) => (/^\d{1,3}$/.test(value) ? Number(value) : 0)

const latinPerHan = 2.5
const labelAtMost = 20

/** How wide a label is, in Latin characters: a Chinese one takes 2.5 (8 beside 20). */
export function widthOf(label: string): number {
  return [...label].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? latinPerHan : 1), 0)
}

/** A name of the shop's as a label: what is wider than 20 Latin characters is cut, and says so. */
export function asLabel(name: string): string {
  let label = name
  while (widthOf(label) > labelAtMost) label = [...label.replace(/…$/u, '')].slice(0, -1).join('').trimEnd().concat('…')
  return label
}
