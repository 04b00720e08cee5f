import { DateTime } from 'luxon'

/** A run of shop days, both ends included. */
export type Span = { onDay: string; toDay: string }

/**
 * The days that words may mean: none (no such day), one, or several readings between which only the customer can
 * choose. `weekday` (1 Monday – 7 Sunday) is set when only the weekday was said, so that a date or a week may fix it.
 */
export type Days = { readings: Span[]; weekday?: number }

/** Which days a bounding word leaves: up to a day (with it or without), or from a day (with it or without). */
export type Bound = 'before' | 'by' | 'from' | 'after'

/** What reading a word needs: today in the shop, how the text writes dates, and the last day that can be booked. */
export type WordFacts = { today: string; monthFirst: boolean; lastDay: string }

/** A calendar day to reckon with; in UTC, where every day has 24 hours. */
export const calendarDay = (onDay: string) => DateTime.fromISO(onDay, { zone: 'utc' })

/** The day so many days later (or earlier). */
export const addDays = (onDay: string, days: number): string => isoDay(calendarDay(onDay).plus({ days }))

/** 1 Monday – 7 Sunday. */
export const weekdayOf = (onDay: string): number => calendarDay(onDay).weekday

/** The Monday of the week so many weeks after the day's own. */
export const mondayOf = (onDay: string, weeks: number): string => addDays(onDay, 1 - weekdayOf(onDay) + weeks * 7)

/** One certain day. */
export const oneDay = (onDay: string): Days => ({ readings: [{ onDay, toDay: onDay }] })

/** The days that a calendar date means; no readings when there is no such date. */
export function date(year: number, month: number, day: number): Days {
  const at = DateTime.utc(year, month, day)
  return at.isValid ? oneDay(isoDay(at)) : { readings: [] }
}

/** A date without a year: this year's, or next year's when this one's is gone and the next can be booked. */
export function dateAhead(month: number, day: number, { today, lastDay }: WordFacts): Days {
  const { year } = calendarDay(today)
  const next = date(year + 1, month, day)
  const own = date(year, month, day)
  const nextDay = next.readings[0]?.onDay
  const ownDay = own.readings[0]?.onDay
  const rollsOver = nextDay !== undefined && nextDay <= lastDay && (ownDay === undefined || ownDay < today)
  return rollsOver ? next : own
}

/** A day of the month: this month's if not gone, else next month's. */
export function dayOfMonth(day: number, { today }: WordFacts): Days {
  const own = calendarDay(today)
  const month = day < own.day ? own.plus({ months: 1 }) : own
  return date(month.year, month.month, day)
}

/** The days on one side of a day, between today and the last that can be booked. */
export function boundedDays({ readings }: Days, bound: Bound, { today, lastDay }: WordFacts): Days {
  return {
    readings: readings.map(({ onDay, toDay }) => {
      if (bound === 'before') return { onDay: today, toDay: addDays(onDay, -1) }
      if (bound === 'by') return { onDay: today, toDay }
      return { onDay: bound === 'from' ? onDay : addDays(toDay, 1), toDay: lastDay }
    }),
  }
}

/** What two descriptions of one day have in common: "Tue the 10th", "Tuesday next week", 下周二10号. */
export function common(one: Days, other: Days): Days {
  if (one.weekday !== undefined && other.weekday !== undefined) {
    return one.weekday === other.weekday ? one : { readings: [] }
  }
  if (one.weekday !== undefined) return onWeekday(other, one.weekday)
  if (other.weekday !== undefined) return onWeekday(one, other.weekday)
  return {
    readings: one.readings.flatMap((a) =>
      other.readings.flatMap((b) => {
        const onDay = laterDay(a.onDay, b.onDay)
        const toDay = earlierDay(a.toDay, b.toDay)
        return onDay <= toDay ? [{ onDay, toDay }] : []
      }),
    ),
  }
}

function onWeekday({ readings }: Days, weekday: number): Days {
  return {
    readings: readings.flatMap((span) =>
      daysIn(span)
        .filter((onDay) => weekdayOf(onDay) === weekday)
        .map((onDay) => ({ onDay, toDay: onDay })),
    ),
  }
}

/** The earlier of two days. */
export const earlierDay = (one: string, other: string): string => (one < other ? one : other)

/** The later of two days. */
export const laterDay = (one: string, other: string): string => (one > other ? one : other)

/** Every day of a span, in order. */
export function daysIn({ onDay, toDay }: Span): string[] {
  const days: string[] = []
  for (let day = onDay; day <= toDay; day = addDays(day, 1)) days.push(day)
  return days
}

const isoDay = (at: DateTime): string => at.toFormat('yyyy-MM-dd')
