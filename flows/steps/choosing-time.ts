import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { type Button, bold, joined, type Rich, rich, type Screen } from '../../src/messages/screen.ts'
import { type Refusal, refuse } from '../../src/refusal.ts'
import type { NoTime, Slot } from '../../src/shop/days/slot.ts'
import { addDays, dayOf, minuteOf } from '../../src/shop/profile/opening.ts'
import { laterDay } from '../../src/shop/wishes/calendar.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import type { Wish } from '../../src/shop/wishes/wish.ts'
import { asLabel, inPages, inRows } from './rows.ts'
import { shortDay, showDay, showTime } from './showing.ts'

/** What a time is looked for: the items, who should look after it, and the appointment that is being moved. */
export type Sought = { itemIds: string[]; advisorId: string | null; not?: string; except?: Date }

const timeTexts = texts(
  {
    near: (when: string) => rich`按您说的「${when}」，最合适的是：`,
    notFreeAt: (when: string) => rich`${when} 已经约满了，下面是附近的时间。`,
    otherDays: '📅 其他日期',
    whichTime: '🤔 您说的是哪个时间？',
    whichDay: '📅 哪一天方便？',
    whichHour: (day: string) => rich`🕐 ${bold(day)}，几点到店？`,
    noneLeft: (day: string) => rich`${day} 已经约满了，可以点「返回」换一天。`,
    why: { past: '已过', 'too-soon': '来不及', 'beyond-horizon': '未开放', closed: '休息', full: '约满' },
    later: '后一周 ▶',
  },
  {
    near: (when: string) => rich`Closest to “${when}”:`,
    notFreeAt: (when: string) => rich`${when} is taken. These times are close to it.`,
    otherDays: '📅 Other days',
    whichTime: '🤔 Which time did you mean?',
    whichDay: '📅 Which day suits you?',
    whichHour: (day: string) => rich`🕐 ${bold(day)} – what time?`,
    noneLeft: (day: string) => rich`${day} is full. You can go back and pick another day.`,
    why: { past: 'over', 'too-soon': 'too soon', 'beyond-horizon': 'not yet', closed: 'closed', full: 'full' },
    later: 'Next week ▶',
  },
)

const daysPerRow = 2
const hoursPerRow = 5
const stripDays = 7

/** At most three times close to the wish, one a row, with what leads up to them; no lead when there is no wish or no time. */
export async function suggestions(
  c: Context<unknown>,
  sought: Sought,
  wish: Wish | null,
): Promise<{ lead: Rich | null; slots: Slot[]; rows: Button[][] }> {
  const t = timeTexts[c.language]
  const { zone } = c.shop.profile.current()
  const slots = await c.shop.slots.suggest({ ...sought, ...(wish && { wish }) })
  const asked = wish && describeWish(wish, { language: c.language, zone, now: c.now })
  const isIt = ({ onDay, startsAt }: Slot) =>
    minuteOf(zone, startsAt) === wish?.fromMinute && (wish.onDay === null || wish.span || onDay === wish.onDay)
  const missed = wish && isExact(wish) && !slots.some(isIt)
  const lead = asked && slots.length > 0 ? (missed ? t.notFreeAt(asked) : t.near(asked)) : null
  const rows = slots.map((slot): Button[] => [
    { label: shortInstant(slot.startsAt, c), tap: 'pick', value: packInstant(slot.startsAt) },
  ])
  return { lead, slots, rows }
}

/** The button from the suggestions to the week's strip. */
export const otherDays = ({ language }: Context<unknown>): Button => ({
  label: timeTexts[language].otherDays,
  tap: 'days',
})

/** The free time that is exactly the one wished for. */
export async function exactly(c: Context<unknown>, sought: Sought, wish: Wish | null): Promise<Date | null> {
  if (!wish?.onDay || !isExact(wish)) return null
  const { zone } = c.shop.profile.current()
  const slots = await c.shop.slots.times({ ...sought, onDay: wish.onDay })
  return slots.find(({ startsAt }) => minuteOf(zone, startsAt) === wish.fromMinute)?.startsAt ?? null
}

const isExact = ({ fromMinute, toMinute }: Wish) => fromMinute !== null && fromMinute === toMinute

/** One of up to three readings of what was typed, as buttons `this <index>`. */
export function whichScreen(c: Context<{ options: Wish[] }>): Screen {
  const where = { language: c.language, zone: c.shop.profile.current().zone, now: c.now }
  const said = c.state.options.map((option) => describeWish(option, where))
  const labels = said.map((words) => asLabel(words.replace(',', '')))
  const listed = labels.some((label) => label.endsWith('…')) ? said.map((words, i) => `${i + 1}. ${words}`) : []
  return {
    text: joined([timeTexts[c.language].whichTime, ...listed]),
    rows: labels.map((label, i): Button[] => [{ label, tap: 'this', value: String(i) }]),
  }
}

/** Seven days with what is left of them; one without a free time says why in words, one not open yet is not shown. */
export async function daysScreen(c: Context<unknown>, sought: Sought, fromDay: string): Promise<Screen> {
  const t = timeTexts[c.language]
  const { zone } = c.shop.profile.current()
  const strip = await c.shop.slots.strip({ ...sought, fromDay })
  const open = strip.filter(({ why }) => why !== 'beyond-horizon')
  const buttons = open.map(({ onDay, why }): Button => {
    const day = shortDay(onDay, c.language, zone)
    return { label: why ? `${day} ${t.why[why]}` : day, tap: 'day', value: onDay }
  })
  if (open.length === stripDays) buttons.push({ label: t.later, tap: 'week', value: addDays(fromDay, stripDays) })
  return { text: t.whichDay, rows: inRows(buttons, daysPerRow) }
}

/** The first day of the strip before this one, not before today; `null` when this is the first. */
export function earlierWeek(c: Context<unknown>, fromDay: string): string | null {
  const today = dayOf(c.shop.profile.current().zone, c.now)
  if (fromDay <= today) return null
  return laterDay(addDays(fromDay, -stripDays), today)
}

/** Why nothing can be had on a day of the strip; `null` when it has free times. */
export async function noTimeOn(c: Context<unknown>, sought: Sought, onDay: string): Promise<Refusal<NoTime> | null> {
  const [day] = await c.shop.slots.strip({ ...sought, fromDay: onDay })
  return day?.why ? refuse(day.why) : null
}

/** The free times of one day. */
export async function hoursScreen(
  c: Context<unknown>,
  sought: Sought,
  { onDay, page = 0 }: { onDay: string; page?: number },
): Promise<Screen> {
  const t = timeTexts[c.language]
  const { zone } = c.shop.profile.current()
  const slots = await c.shop.slots.times({ ...sought, onDay })
  const day = showDay(onDay, { language: c.language, zone, now: c.now })
  const buttons = slots.map(
    ({ startsAt }): Button => ({ label: showTime(startsAt, zone), tap: 'pick', value: packInstant(startsAt) }),
  )
  return {
    text: slots.length > 0 ? t.whichHour(day) : t.noneLeft(day),
    rows: inPages(buttons, { perRow: hoursPerRow, page, language: c.language }),
  }
}

/** An instant as a label: 3/3 周二 15:00, or Tue 3 Mar 15:00. */
export function shortInstant(at: Date, { language, shop }: Context<unknown>): string {
  const { zone } = shop.profile.current()
  return `${shortDay(dayOf(zone, at), language, zone)} ${showTime(at, zone)}`
}

/** An instant as a button's value: minutes since 1970, base 36; `null` for what no button of ours holds. */
export const packInstant = (at: Date) => Math.floor(at.getTime() / 60_000).toString(36)
export function unpackInstant(value: string): Date | null {
  const minutes = /^[0-9a-z]{1,8}$/.test(value) ? Number.parseInt(value, 36) : Number.NaN
  return Number.isFinite(minutes) ? new Date(minutes * 60_000) : null
}
