import type { Context, Move } from '../../src/conversation/flow.ts'
import { type Button, joined, type Screen } from '../../src/messages/screen.ts'
import { minuteOf } from '../../src/shop/profile/opening.ts'
import { daysIn, mondayOf } from '../../src/shop/wishes/calendar.ts'
import type { Wish } from '../../src/shop/wishes/wish.ts'
import { hoursScreen, whichScreen } from '../steps/choosing-time.ts'
import { type Draft, type Knows, soughtFor } from './draft.ts'
import { progressOf, timesScreen } from './screens.ts'
import { bookingTexts } from './texts.ts'

type Wanted = Pick<Draft, 'vehicleId' | 'itemIds' | 'advisorId'>
/** When somebody would wait for: on any of these days, in these hours. */
type When = Pick<Wish, 'fromMinute' | 'toMinute'> & { onDays: string[] }

/** As far ahead as anybody waits in one wish. */
const daysAtMost = 28
const anyHour = { fromMinute: null, toMinute: null }

/** The free times of a day; a full one can be waited for, alone or with the other full days of its week. */
export async function hoursOrWait(c: Context<Draft & { onDay: string; page?: number | undefined }>): Promise<Screen> {
  const t = bookingTexts[c.language]
  const { onDay } = c.state
  const screen = await hoursScreen(c, soughtFor(c.state), c.state)
  if (screen.rows?.some((row) => row.length > 0)) return screen
  const full = await fullDaysOfWeek(c, c.state, onDay)
  if (!full.includes(onDay)) return screen
  const rows = [[waitButton(c)], ...(full.length > 1 ? [[{ label: t.waitWeek, tap: 'wait', value: 'week' }]] : [])]
  return { ...screen, text: joined([screen.text, t.waitHint]), rows }
}

/** Suggested times; when the one that was asked for is taken, it can be waited for. */
export async function timesOrWait(c: Context<Draft>): Promise<Screen> {
  const screen = await timesScreen(c)
  if (!(await whenToWait(c, c.state, c.state.wish))) return screen
  const rows = screen.rows ?? []
  const [otherDays] = rows.at(-1) ?? []
  // 加一项 gives way, so that there are never more than four rows; 返回 leads there too.
  const last = otherDays ? [otherDays, waitButton(c)] : [waitButton(c)]
  return {
    ...screen,
    text: joined([screen.text, bookingTexts[c.language].waitHint]),
    rows: [...rows.slice(0, -1), last],
  }
}

/** Which of several days was meant; when all of them are full, all can be waited for. */
export async function whichOrWait(c: Context<Draft & { options: Wish[] }>): Promise<Screen> {
  const t = bookingTexts[c.language]
  const screen = { ...whichScreen(c), progress: progressOf(2) }
  if (!(await whenToWaitForAll(c, c.state))) return screen
  const all: Button = { label: t.waitAll, tap: 'wait' }
  return { ...screen, text: joined([screen.text, t.allFull]), rows: [...(screen.rows ?? []), [all]] }
}

/** Waits for what was asked for in words; `null` when something came free meanwhile. */
export async function waitForWish(c: Context<unknown>, state: Draft): Promise<Move<Knows> | null> {
  const when = await whenToWait(c, state, state.wish)
  return when && join(state, when)
}

/** Waits for any of the days that were named. */
export async function waitForAll(c: Context<unknown>, state: Draft & { options: Wish[] }): Promise<Move<Knows> | null> {
  const when = await whenToWaitForAll(c, state)
  return when && join(state, when)
}

/** Waits for any time of a full day, or of all full days of its week. */
export async function waitForDay(c: Context<unknown>, state: Draft, onDay: string, week: boolean) {
  const others = week ? await fullDaysOfWeek(c, state, onDay) : []
  return join(state, { onDays: [...new Set([onDay, ...others])], ...anyHour })
}

function join({ vehicleId, itemIds, advisorId }: Wanted, when: When): Move<Knows> {
  return { enter: 'waiting-list', entry: 'join', input: { vehicleId, itemIds, advisorId, ...when } }
}

/** The days and hours of a wish of which nothing is free; `null` when something is, or when there is nothing to wait for. */
async function whenToWait(c: Context<unknown>, wanted: Wanted, wish: Wish | null): Promise<When | null> {
  if (!wish?.onDay) return null
  const { onDay, fromMinute, toMinute, span } = wish
  const { zone } = c.shop.profile.current()
  const days = daysIn({ onDay, toDay: span?.toDay ?? onDay }).slice(0, daysAtMost)
  const isFree = async (day: string) =>
    (await c.shop.slots.times({ ...soughtOf(wanted), onDay: day })).some(({ startsAt }) => {
      const minute = minuteOf(zone, startsAt)
      return minute >= (fromMinute ?? 0) && minute <= (toMinute ?? 1_440)
    })
  // Mostly there is something on the first day, and nothing more to ask.
  if (await isFree(onDay)) return null
  const onDays: string[] = []
  for (const { onDay: day, why } of await stripOf(c, wanted, days)) {
    if (why && why !== 'full') continue
    if (!why && day !== onDay && (await isFree(day))) return null
    onDays.push(day)
  }
  return onDays.length > 0 ? { onDays, fromMinute, toMinute } : null
}

async function whenToWaitForAll(
  c: Context<unknown>,
  { options, ...wanted }: Wanted & { options: Wish[] },
): Promise<When | null> {
  if (wanted.itemIds.length === 0) return null
  const each = await Promise.all(options.map((wish) => whenToWait(c, wanted, wish)))
  const full = each.filter((when) => when !== null)
  const [first] = full
  const isOneWindow = full.every((one) => one.fromMinute === first?.fromMinute && one.toMinute === first?.toMinute)
  if (!first || full.length < each.length || !isOneWindow) return null
  const onDays = [...new Set(full.flatMap((when) => when.onDays))]
  return onDays.length > 1 ? { ...first, onDays } : null
}

/** The full days of the calendar week of a day; weeks begin on Monday. */
async function fullDaysOfWeek(c: Context<unknown>, wanted: Wanted, onDay: string): Promise<string[]> {
  const week = await c.shop.slots.strip({ ...soughtOf(wanted), fromDay: mondayOf(onDay, 0) })
  return week.filter(({ why }) => why === 'full').map((day) => day.onDay)
}

/** What is left of each of these days. */
async function stripOf(c: Context<unknown>, wanted: Wanted, days: string[]) {
  const strips = []
  for (let i = 0; i < days.length; i += 7)
    strips.push(await c.shop.slots.strip({ ...soughtOf(wanted), fromDay: days[i] ?? '' }))
  return strips.flat().filter(({ onDay }) => days.includes(onDay))
}

const soughtOf = ({ itemIds, advisorId }: Wanted) => ({ itemIds, advisorId })
const waitButton = (c: Context<unknown>): Button => ({ label: bookingTexts[c.language].wait, tap: 'wait' })
