import { addDays, type Days, daysIn, type Span, weekdayOf } from './calendar.ts'
import { sameTime } from './clock-time.ts'
import type { Candidate } from './combine.ts'
import type { RefusedTime } from './said.ts'

/** A time without a day, after a day was called off or refused at another time, is on that day. */
export function onSaidDay(candidate: Candidate, day: Days | undefined, refused: RefusedTime[]): Candidate {
  const meant = day ?? refused.find((one) => one.day && one.time)?.day
  return candidate.day || !meant ? candidate : { ...candidate, day: meant }
}

/** What is left of a candidate when the refused days are taken out of it. */
export function withoutRefused(candidate: Candidate, refused: RefusedTime[]): Candidate[] {
  const { day, time } = candidate
  const outright = refused.filter((one) => one.day && (!one.time || !time || sameTime(one.time, time)))
  if (refused.some((one) => !one.day && (!time || (one.time && sameTime(one.time, time))))) return []
  if (outright.length === 0) return [candidate]
  if (!day) return []
  const readings = day.readings.flatMap((span) =>
    runs(daysIn(span).filter((onDay) => !outright.some((one) => covers(one, onDay)))),
  )
  return readings.length > 0 ? [{ ...candidate, day: { ...day, readings } }] : []
}

function covers({ day }: RefusedTime, onDay: string): boolean {
  if (day?.weekday !== undefined) return weekdayOf(onDay) === day.weekday
  return day?.readings.some((span) => span.onDay <= onDay && onDay <= span.toDay) ?? false
}

/** Consecutive days as spans. */
function runs(days: string[]): Span[] {
  const spans: Span[] = []
  for (const onDay of days) {
    const last = spans.at(-1)
    if (last && addDays(last.toDay, 1) === onDay) last.toDay = onDay
    else spans.push({ onDay, toDay: onDay })
  }
  return spans
}
