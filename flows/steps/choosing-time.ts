import { DateTime } from 'luxon'
import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { type Button, bold, rich, type Screen } from '../../src/messages/screen.ts'
import type { Slot } from '../../src/shop/days/slot.ts'
import { shortDay, showDay, showTime } from './showing.ts'

/** What a time is looked for: the items, who should look after it, and an appointment whose own time counts as free. */
export type Sought = { itemIds: string[]; advisorId: string | null; not?: string }

export const timeTexts = texts(
  {
    whichDay: '📅 哪一天方便？',
    whichHour: (day: string) => rich`🕐 ${bold(day)}，几点到店？`,
    noneLeft: (day: string) => rich`${day} 已经约满了，换一天看看：`,
    closed: '休息',
    full: '约满',
    earlier: '◀ 前一周',
    later: '后一周 ▶',
    dayClosed: '这一天休息，换一天看看。',
  },
  {
    whichDay: '📅 Which day suits you?',
    whichHour: (day: string) => rich`🕐 ${bold(day)} – at what time?`,
    noneLeft: (day: string) => rich`${day} is full. Another day?`,
    closed: 'closed',
    full: 'full',
    earlier: '◀ Earlier',
    later: 'Later ▶',
    dayClosed: 'We are closed that day. Another one?',
  },
)

const daysPerRow = 2
const hoursPerRow = 5
const rowsAtMost = 4

/** Suggested times, one a row, as buttons `pick <instant>`. */
export function slotRows(slots: Slot[], { language, shop }: Context<unknown>): Button[][] {
  const { zone } = shop.profile.current()
  return slots.map((slot) => [
    {
      label: `${shortDay(slot.onDay, language, zone)} ${showTime(slot.startsAt, zone)}`,
      tap: 'pick',
      value: packInstant(slot.startsAt),
    },
  ])
}

/** Seven days with what is left of them; a full or closed one says so in words. */
export async function daysScreen(c: Context<unknown>, sought: Sought, fromDay: string): Promise<Screen> {
  const t = timeTexts[c.language]
  const { zone } = c.shop.profile.current()
  const strip = await c.shop.slots.strip({ ...sought, fromDay })
  const buttons = strip.map(({ onDay, free, why }): Button => {
    const day = shortDay(onDay, c.language, zone)
    return { label: free > 0 ? day : `${day} ${why === 'closed' ? t.closed : t.full}`, tap: 'day', value: onDay }
  })
  const rows = inRows(buttons, daysPerRow)
  const pages: Button[] = []
  const today = DateTime.fromJSDate(c.now, { zone }).toISODate() ?? fromDay
  if (fromDay > today) pages.push({ label: t.earlier, tap: 'week', value: laterDay(fromDay, -7, today) })
  if (strip.length === 7 && strip.some(({ why }) => why !== 'beyond-horizon'))
    pages.push({ label: t.later, tap: 'week', value: laterDay(fromDay, 7) })
  return { text: t.whichDay, rows: [...rows, pages] }
}

/** The free times of one day. */
export async function hoursScreen(c: Context<unknown>, sought: Sought, onDay: string): Promise<Screen> {
  const t = timeTexts[c.language]
  const { zone } = c.shop.profile.current()
  const slots = await c.shop.slots.times({ ...sought, onDay })
  const day = showDay(onDay, { language: c.language, zone, now: c.now })
  const buttons = slots.map(
    (slot): Button => ({ label: showTime(slot.startsAt, zone), tap: 'pick', value: packInstant(slot.startsAt) }),
  )
  return {
    text: slots.length ? t.whichHour(day) : t.noneLeft(day),
    rows: inRows(buttons.slice(0, hoursPerRow * rowsAtMost), hoursPerRow),
  }
}

/** An instant as a button's value: minutes since 1970, base 36; `null` for what no button of ours holds. */
export const packInstant = (at: Date) => Math.floor(at.getTime() / 60_000).toString(36)
export function unpackInstant(value: string): Date | null {
  const minutes = /^[0-9a-z]{1,8}$/.test(value) ? Number.parseInt(value, 36) : Number.NaN
  return Number.isFinite(minutes) ? new Date(minutes * 60_000) : null
}

/** A day so many days later, but not before `earliest`. */
function laterDay(onDay: string, days: number, earliest = onDay): string {
  const moved = DateTime.fromISO(onDay, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd')
  return days < 0 && moved < earliest ? earliest : moved
}

function inRows(buttons: Button[], perRow: number): Button[][] {
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  )
}
