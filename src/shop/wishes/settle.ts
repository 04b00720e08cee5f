import { DateTime } from 'luxon'
import { addDays, daysIn, earlierDay, laterDay, type Span } from './calendar.ts'
import type { Time } from './clock-time.ts'
import type { Candidate } from './combine.ts'
import { type Hours, windowsOf } from './windows.ts'
import type { Wish, WishFacts, WishRefusal } from './wish.ts'

/** A candidate against the calendar and the shop's hours: the wishes it may be, or why there is none. */
export type Settled = { wishes: Wish[] } | { refused: WishRefusal; onDay?: string }

/** Settles every reading of a candidate; a reading that cannot be booked is no choice. */
export function settle({ day, time }: Candidate, facts: WishFacts): Settled {
  const today = todayOf(facts)
  const lastDay = addDays(today, facts.horizonDays)
  if (!day) return settleSpan({ onDay: today, toDay: lastDay }, time, facts, true)
  if (day.readings.length === 0) return { refused: 'no-such-day' }
  const settled = day.readings.map((span) => settleReading(span, time, facts, today, lastDay))
  const wishes = settled.flatMap((one) => ('wishes' in one ? one.wishes : []))
  return wishes.length > 0 ? { wishes } : (settled.find((one) => 'refused' in one) ?? { wishes })
}

/** Today's day in the shop's zone. */
export function todayOf({ now, zone }: Pick<WishFacts, 'now' | 'zone'>): string {
  return DateTime.fromJSDate(now, { zone }).toFormat('yyyy-MM-dd')
}

function settleReading(span: Span, time: Time | undefined, facts: WishFacts, today: string, lastDay: string): Settled {
  if (span.toDay < today) return { refused: 'past', onDay: span.onDay }
  if (span.onDay > lastDay) return { refused: 'beyond-horizon', onDay: span.onDay }
  if (span.onDay === span.toDay) return settleDay(span.onDay, time, facts)
  const onDay = laterDay(span.onDay, today)
  return settleSpan({ onDay, toDay: earlierDay(span.toDay, lastDay) }, time, facts, false)
}

function settleDay(onDay: string, time: Time | undefined, facts: WishFacts): Settled {
  const hours = facts.hours(onDay)
  if (!hours) return { refused: 'closed', onDay }
  const windows = windowsOf(time, hours)
  if (windows.length === 0) return { refused: 'outside-hours', onDay }
  const wishes = windows.map((window): Wish => ({ onDay, ...window }))
  const real = wishes.filter((wish) => exists(wish, facts.zone))
  if (real.length === 0) return { refused: 'no-such-day', onDay }
  const [first] = real
  // of two readings of one hour the exact one decides: once it is gone, "the morning" would be a guess
  if (first && isExact(first) && real.some((wish) => !isExact(wish)) && isPast(first, hours, facts)) {
    return { refused: 'past', onDay }
  }
  const ahead = real.filter((wish) => !isPast(wish, hours, facts))
  return ahead.length > 0 ? { wishes: ahead } : { refused: 'past', onDay }
}

/** A run of days shrinks to its first and last day on which the time can be had; `anyDay` keeps the day open. */
function settleSpan(span: Span, time: Time | undefined, facts: WishFacts, anyDay: boolean): Settled {
  const days = daysIn(span).map((onDay) => ({ onDay, settled: settleDay(onDay, time, facts) }))
  const good = days.filter(({ settled }) => 'wishes' in settled).map(({ onDay }) => onDay)
  const [first, last] = [good[0], good.at(-1)]
  if (first === undefined || last === undefined) {
    const why = days.find(({ settled }) => 'refused' in settled && settled.refused !== 'closed') ?? days[0]
    return why && 'refused' in why.settled
      ? { refused: why.settled.refused, ...(anyDay ? {} : { onDay: span.onDay }) }
      : { refused: 'closed' }
  }
  if (!anyDay && first === last) return settleDay(first, time, facts)
  return {
    wishes: windowsOf(time, widest(good, facts)).map((window) =>
      anyDay ? { onDay: null, ...window } : { onDay: first, ...window, span: { toDay: last } },
    ),
  }
}

function widest(days: string[], facts: WishFacts): Hours {
  const hours = days.flatMap((onDay) => facts.hours(onDay) ?? [])
  return {
    opensMinute: Math.min(...hours.map(({ opensMinute }) => opensMinute)),
    closesMinute: Math.max(...hours.map(({ closesMinute }) => closesMinute)),
  }
}

const isExact = ({ fromMinute, toMinute }: Wish) => fromMinute !== null && fromMinute === toMinute

/** Whether the clocks of the zone show the time on that day: not in the hour that spring leaves out. */
function exists(wish: Wish, zone: string): boolean {
  if (!isExact(wish) || wish.onDay === null || wish.fromMinute === null) return true
  const at = wallTime(wish.onDay, wish.fromMinute, zone)
  return at.hour * 60 + at.minute === wish.fromMinute % (24 * 60)
}

function isPast({ onDay, toMinute }: Wish, hours: Hours, { now, zone }: WishFacts): boolean {
  return onDay !== null && wallTime(onDay, toMinute ?? hours.closesMinute, zone).toMillis() <= now.getTime()
}

/** The instant of a wall-clock minute; the earlier of the two when autumn shows the hour twice. */
function wallTime(onDay: string, minute: number, zone: string): DateTime {
  const start = DateTime.fromISO(onDay, { zone })
  const at = start
    .plus({ days: Math.floor(minute / 1440) })
    .set({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 })
  return at.getPossibleOffsets()[0] ?? at
}
