import type { DeskWords } from '../../src/desk/words.ts'
import type { Language } from '../../src/language.ts'
import { bold, joined, plain, type Rich, rich, type Screen } from '../../src/messages/screen.ts'
import type { Line } from '../../src/shop/handoffs/line.ts'
import { dayOf, nextOpening } from '../../src/shop/profile/opening.ts'
import type { Shop } from '../../src/shop/shop.ts'
import { wordRefusal } from '../refusals.ts'
import { showDate, showInstant, showTime } from '../steps/showing.ts'
import { customerCard } from './customer-card.ts'
import { customerDeskTexts, deskTexts } from './desk-texts.ts'

/** The words of the desk as they are now: the shop's language and hours may change. */
export function deskWords(shop: Shop, now: () => Date): DeskWords {
  const { language, zone } = shop.profile.current()
  const t = deskTexts[language]
  return {
    signs: { said: t.said, edited: t.edited, tapped: t.tapped },
    served: ({ name }, spoken) => ({ text: customerDeskTexts[spoken].served(name) }),
    offHours: (spoken) => {
      const { opensAt } = nextOpening(shop.profile.current(), now())
      return { text: customerDeskTexts[spoken].offHours(showInstant(opensAt, { language: spoken, zone, now: now() })) }
    },
    notDelivered: (reason) => t.notDelivered(t.whyNot[reason] ?? t.whyNot[reason.split(':')[0] ?? ''] ?? reason),
    held: ({ _id }, owner) => heldScreen(_id, owner, language),
    strangers: { unknown: t.unknown, hidden: t.hidden },
    needsTopics: t.needsTopics,
    noNoteNow: t.noNoteNow,
    refusal: (refusal) => t.refusals[refusal.refused] ?? plain(wordRefusal(refusal, language)),
    card: (customer, handoff) => customerCard(customer, handoff, { shop, language, now: now() }),
    history: (lines) => historyInWords(lines, { language, zone }),
  }
}

function heldScreen(lineId: string, owner: string, language: Language): Screen {
  const t = deskTexts[language]
  const button = (label: string, entry: string) => ({ label, enter: 'held', entry, value: lineId })
  return { text: t.held(owner), rows: [[button(t.sendAnyway, 'send'), button(t.takeOver, 'take')]] }
}

/** Lines as they were said, one under another; notes and what was not sent are marked. With days it can be filed away. */
export function historyInWords(
  lines: Line[],
  { language, zone }: { language: Language; zone: string },
  times: 'times' | 'with-days' = 'times',
): Rich {
  const t = deskTexts[language]
  if (lines.length === 0) return t.noHistory
  const shown = lines.map(({ at, who, what, note, state, edits }) => {
    const name = who.name || (who.kind === 'customer' ? t.customer : t.bot)
    const media = what.media ? `[${what.media.kind}] ` : ''
    const changed = edits.map(({ text }) => ` ✏️ ${text}`).join('')
    const mark = note ? t.note : state === 'sent' ? '' : '✋ '
    const when = times === 'times' ? showTime(at, zone) : `${showDate(dayOf(zone, at), language)} ${showTime(at, zone)}`
    return rich`${when} ${bold(name)}  ${mark}${media}${what.text}${changed}`
  })
  return joined([t.history, ...shown])
}
