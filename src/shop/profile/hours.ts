import { z } from 'zod'

/** A stretch of a day in minutes past the shop's midnight, wall clock; `toMinute` is its end (exclusive, ≤ 1440). */
export type Interval = { fromMinute: number; toMinute: number }

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
/** What happens on each weekday: intervals in ascending order, none on a day off. */
export type Week = Record<Weekday, Interval[]>

/** Capacity is counted in cells of 15 minutes; a day's cells are the bits of one 64-bit number. */
export const cellMinutes = 15
export const cellsPerDay = 64

/** `HH:MM` (24:00 allowed) as minutes past midnight. */
export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'expected a time such as 08:30', abort: true })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))

const interval = z
  .string()
  .regex(/^([01]\d|2[0-3]):(00|15|30|45)-(([01]\d|2[0-3]):(00|15|30|45)|24:00)$/, {
    error: 'expected hours such as 08:30-12:00, in quarters of an hour',
    abort: true,
  })
  .transform((text): Interval => {
    const [from = '', to = ''] = text.split('-')
    return { fromMinute: clockTime.parse(from), toMinute: clockTime.parse(to) }
  })
  .refine((hours) => hours.fromMinute < hours.toMinute, 'the end must come after the beginning')

/** A day's hours, e.g. `[08:30-12:00, 13:00-18:00]`; the gap is the lunch. At most 16 hours from first to last. */
export const dayHours = z
  .array(interval)
  .refine(
    (hours) => hours.every((one, i) => i === 0 || one.fromMinute >= (hours[i - 1]?.toMinute ?? 0)),
    'the intervals must follow one another',
  )
  .refine(
    (hours) => (hours.at(-1)?.toMinute ?? 0) - (hours[0]?.fromMinute ?? 0) <= cellsPerDay * cellMinutes,
    `a day may span at most ${(cellsPerDay * cellMinutes) / 60} hours from its first opening to its last closing`,
  )

const days = weekdays.join('|')
const daysKey = z.string().regex(new RegExp(`^(${days})(-(${days}))?$`), 'expected a weekday such as sat, or mon-fri')

/** Hours by weekday or run of weekdays (`mon-fri`); days not named are off, a later line wins over an earlier one. */
export const week = z.record(daysKey, dayHours).transform((lines): Week => {
  const result: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  for (const [key, hours] of Object.entries(lines)) {
    const [first, last = first] = key.split('-').map((day) => weekdays.indexOf(day as Weekday))
    for (const [index, day] of weekdays.entries()) {
      if (index >= (first ?? 0) && index <= (last ?? 0)) result[day] = hours
    }
  }
  return result
})
