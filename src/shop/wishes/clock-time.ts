/** A part of the day. */
export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

/** A time on the clock as said: `certain` when it can only be read one way (15:00, 3pm), else its hour is 1–12. */
export type Clock = { minute: number; certain: boolean }

/** A time as said, before a day and its hours settle it. */
export type Time =
  | { said: 'clock'; clock: Clock; side?: 'after' | 'before' }
  | { said: 'range'; from: Clock; to: Clock }
  | { said: 'part'; part: Part }
  | { said: 'opening' }
  | { said: 'any' }

/** A stretch of a day in shop-local minutes since midnight, both ends included; equal ends are an exact time. */
export type Window = { fromMinute: number; toMinute: number }

/**
 * Where a part of the day lies, in minutes since midnight. Noon as a stretch, an hour either side of it, is our own
 * default (no study found); the morning begins and the evening ends with the shop's hours.
 */
export const partWindows: Record<Part, Window> = {
  night: { fromMinute: 0, toMinute: 6 * 60 },
  morning: { fromMinute: 0, toMinute: 12 * 60 },
  noon: { fromMinute: 11 * 60, toMinute: 13 * 60 },
  afternoon: { fromMinute: 12 * 60, toMinute: 24 * 60 },
  evening: { fromMinute: 18 * 60, toMinute: 24 * 60 },
}

/** A clock time from its digits; null when no clock shows it. A leading zero or an hour past 12 leaves no doubt. */
export function clock(hour: number, minute: number, certain = false): Clock | null {
  if (!(hour >= 0 && hour <= 24 && minute >= 0 && minute < 60)) return null
  return { minute: hour * 60 + minute, certain: certain || hour === 0 || hour > 12 }
}

const halfDay = 12 * 60

/** A clock time in a part of the day (下午3点, 3 in the afternoon); null when they contradict each other (上午15点). */
export function clockIn(part: Part, said: Clock): Clock | null {
  const { minute, certain } = said
  const hour = Math.floor(minute / 60)
  if (certain) return fits(part, minute) ? said : null
  const early = hour === 12 ? minute - halfDay : minute
  const late = early + halfDay
  if (part === 'night') return { minute: early, certain: true }
  if (part === 'morning') return { minute: hour === 12 ? minute : early, certain: true }
  if (part === 'noon') return { minute: hour >= 10 ? minute : late, certain: true }
  if (part === 'evening') return { minute: hour === 12 ? 24 * 60 : late, certain: true }
  return { minute: late, certain: true }
}

/** An hour of slack: people say 下午 of 11:30 lunches and 晚上 of 17:30. */
function fits(part: Part, minute: number): boolean {
  const { fromMinute, toMinute } = partWindows[part]
  return minute >= fromMinute - 60 && minute <= toMinute + 60
}

/** One time said in two words: 下午 and 3点, "first thing" and "morning"; null when they are two times. */
export function joinTimes(one: Time, other: Time): Time | null {
  if (sameTime(one, other)) return one
  if (one.said === 'any') return other
  if (other.said === 'part' && one.said !== 'part') return joinTimes(other, one)
  if (one.said !== 'part') return null
  if (other.said === 'opening') return other
  if (other.said === 'any') return one
  if (other.said === 'clock') {
    const clock = clockIn(one.part, other.clock)
    return clock && { ...other, clock }
  }
  if (other.said !== 'range') return null
  const from = clockIn(one.part, other.from)
  const to = clockIn(one.part, other.to)
  return from && { said: 'range', from, to: to && to.minute > from.minute ? to : other.to }
}

/** Whether two times were said alike. */
export function sameTime(one: Time | undefined, other: Time | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
