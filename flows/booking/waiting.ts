import type { Context, Move } from '../../src/conversation/flow.ts'
import { type Button, joined, type Screen } from '../../src/messages/screen.ts'
import { minuteOf } from '../../src/shop/profile/opening.ts'
import { hoursScreen } from '../steps/choosing-time.ts'
import { type Draft, type Knows, soughtFor } from './draft.ts'
import { timesScreen } from './screens.ts'
import { bookingTexts } from './texts.ts'

type Wanted = Pick<Draft, 'vehicleId' | 'itemIds' | 'advisorId' | 'wish'>

/** The free times of a day; a full one can be waited for. */
export async function hoursOrWait(c: Context<Draft & { onDay: string; page?: number | undefined }>): Promise<Screen> {
  const { itemIds, advisorId, onDay } = c.state
  const screen = await hoursScreen(c, soughtFor(c.state), c.state)
  if (screen.rows?.some((row) => row.length > 0)) return screen
  const [day] = await c.shop.slots.strip({ itemIds, advisorId, fromDay: onDay })
  return day?.why === 'full' ? { ...screen, rows: [[waitButton(c)]] } : screen
}

/** Suggested times; when the one that was asked for is taken, it can be waited for. */
export async function timesOrWait(c: Context<Draft>): Promise<Screen> {
  const screen = await timesScreen(c)
  if (!(await isTaken(c, c.state))) return screen
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

/** Waits for any time of a day, or for the very time that was asked for. */
export function wait(state: Wanted, onDay = state.wish?.onDay): Move<Knows> {
  const { vehicleId, itemIds, advisorId, wish } = state
  const { fromMinute = null, toMinute = null } = (wish?.onDay === onDay && wish) || {}
  return { enter: 'waiting-list', entry: 'join', input: { vehicleId, itemIds, advisorId, onDay, fromMinute, toMinute } }
}

/** Whether a single day was asked for, and nothing is free then in the hours that were asked for. */
async function isTaken(c: Context<unknown>, { itemIds, advisorId, wish }: Wanted): Promise<boolean> {
  if (!wish?.onDay || wish.span) return false
  const { zone } = c.shop.profile.current()
  const { onDay, fromMinute, toMinute } = wish
  const free = await c.shop.slots.times({ itemIds, advisorId, onDay })
  const isFree = free.some(({ startsAt }) => {
    const minute = minuteOf(zone, startsAt)
    return minute >= (fromMinute ?? 0) && minute <= (toMinute ?? 1_440)
  })
  if (isFree) return false
  const [day] = await c.shop.slots.strip({ itemIds, advisorId, fromDay: onDay })
  return day?.why === undefined || day.why === 'full'
}

const waitButton = (c: Context<unknown>): Button => ({ label: bookingTexts[c.language].wait, tap: 'wait' })
