import { addDays, common, type Days, mondayOf, type WordFacts } from './calendar.ts'
import { joinTimes, type Time } from './clock-time.ts'
import { joinNeighbours } from './join.ts'
import type { Token } from './tokens.ts'

/** One reading of what is wished: a day, a time of day, or both. */
export type Candidate = { day?: Days; time?: Time; timeFirst?: boolean }

/** `unsure`: words contradict each other (周四3月6日), so that only the customer can say which holds. */
export type Combined = { candidates: Candidate[]; unsure: boolean }

/** Puts days and times together in the order they were said; null when they do not fit together. */
export function combine(text: string, tokens: Token[], facts: WordFacts): Combined | null {
  const combined: Combined = { candidates: [], unsure: false }
  const steps = joinNeighbours(text, tokens, facts)
  if (!steps) return null
  let alternative = false
  for (const { meaning } of steps) {
    if (meaning.is === 'or') alternative = true
    if (meaning.is === 'day') addDay(combined, meaning.day, alternative)
    if (meaning.is === 'time' && !alternative && contradict(combined.candidates.at(-1)?.time, meaning.time)) return null
    if (meaning.is === 'time') addTime(combined, meaning.time, alternative)
    if (meaning.is === 'day' || meaning.is === 'time') alternative = false
  }
  shareTimes(combined.candidates)
  return combined
}

function addDay(combined: Combined, day: Days, alternative: boolean): void {
  const { candidates } = combined
  const last = candidates.at(-1)
  if (!last) candidates.push({ day })
  else if (!last.day) {
    last.day = day
    last.timeFirst = last.time !== undefined
  } else {
    const both = common(last.day, day)
    const dead = last.day.readings.length === 0 || day.readings.length === 0
    if (!alternative && (both.readings.length > 0 || dead)) {
      last.day = dead ? { readings: [] } : both
      if (!dead) shareWeek(candidates.slice(0, -1), day)
    } else {
      candidates.push({ day: alternative ? sameWeekFirst(last.day, day) : day })
      combined.unsure ||= !alternative
    }
  }
}

/** "Wednesday or Thursday next week": the week is said once for both. */
function shareWeek(candidates: Candidate[], week: Days): void {
  for (const candidate of candidates) {
    const both = candidate.day?.weekday === undefined ? null : common(candidate.day, week)
    if (both && both.readings.length > 0) candidate.day = both
  }
}

/** "下周三或周四": the second weekday may be in the week of the first, though it was said of this one. */
function sameWeekFirst(first: Days, day: Days): Days {
  const onDay = first.readings[0]?.onDay
  if (onDay === undefined || first.weekday !== undefined || first.readings.length > 1 || day.weekday === undefined)
    return day
  const later = addDays(mondayOf(onDay, 0), day.weekday - 1)
  return later > onDay ? { readings: [{ onDay: later, toDay: later }, ...day.readings] } : day
}

function addTime({ candidates }: Combined, time: Time, alternative: boolean): void {
  const last = candidates.at(-1)
  if (!last) candidates.push({ time })
  else if (!last.time) last.time = time
  else {
    const both = alternative ? null : joinTimes(last.time, time)
    if (both) last.time = both
    else candidates.push(last.day ? { day: last.day, time } : { time })
  }
}

/** "周三或周四下午" and "3pm Tuesday or Wednesday" say the time once for both days. */
function shareTimes(candidates: Candidate[]): void {
  const first = candidates[0]
  for (const [index, candidate] of candidates.entries()) {
    const later = candidates.slice(index + 1).find(({ time }) => time)?.time
    const shared = candidate.time ?? later ?? (first?.timeFirst ? first.time : undefined)
    if (shared) candidate.time = shared
  }
}

/** 上午 and 15点 cannot both be meant. */
function contradict(one: Time | undefined, other: Time): boolean {
  return one?.said === 'part' && other.said === 'clock' && joinTimes(one, other) === null
}
