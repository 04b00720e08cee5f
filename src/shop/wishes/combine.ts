import { addDays, bounded, common, type Days, mondayOf, type WordFacts } from './calendar.ts'
import { type Clock, clockIn, type Time } from './clock-time.ts'
import { daysBetween } from './days.ts'
import type { Token } from './tokens.ts'

/** One reading of what is wished: a day, a time of day, or both. */
export type Candidate = { day?: Days; time?: Time; timeFirst?: boolean }

/** `unsure`: words contradict each other (周四3月6日), so that only the customer can say which holds. */
export type Combined = { candidates: Candidate[]; unsure: boolean }

/** Puts days and times together in the order they were said; null when they do not fit together. */
export function combine(text: string, tokens: Token[], facts: WordFacts): Combined | null {
  const combined: Combined = { candidates: [], unsure: false }
  const steps = joinRanges(text, joinBounds(text, joinParts(text, tokens), facts))
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
  if (onDay === undefined || first.weekday !== undefined || first.readings.length > 1 || day.weekday === undefined) return day
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

/** One time said in two words: 下午 and 3点, "first thing" and "morning"; null when they are two times. */
export function joinTimes(one: Time, other: Time): Time | null {
  if (JSON.stringify(one) === JSON.stringify(other)) return one
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

/** Joins 周五|之前 and after|the 10th: the Chinese word follows its day, the English one goes before. */
function joinBounds(text: string, tokens: Token[], facts: WordFacts): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    const near = last && blank(text, last.to, token.from)
    const [day, bound] = token.meaning.is === 'bound' ? [last?.meaning, token.meaning] : [token.meaning, last?.meaning]
    const english = bound && /[a-z]/i.test(text.charAt((bound === token.meaning ? token : last)?.from ?? 0))
    if (last && near && day?.is === 'day' && bound?.is === 'bound' && english === (bound === last.meaning)) {
      const meaning = { is: 'day', day: bounded(day.day, bound.bound, facts) } as const
      joined[joined.length - 1] = { from: last.from, to: token.to, meaning }
    } else joined.push(token)
  }
  return joined
}

/** Joins 下午|2点|到|4点 and 周三|到|周五; null when what follows 到 is of another kind. */
function joinRanges(text: string, waiting: Token[]): Token[] | null {
  const joined: Token[] = []
  for (let index = 0; index < waiting.length; index += 1) {
    const token = waiting[index] as Token
    const [previous, next] = [joined.at(-1), waiting[index + 1]]
    const stands = previous && next && blank(text, previous.to, token.from) && blank(text, token.to, next.from)
    if (token.meaning.is !== 'to' || !stands) {
      joined.push(token)
      continue
    }
    const meaning = rangeOf(previous, next)
    if (!meaning) return null
    joined[joined.length - 1] = { from: previous.from, to: next.to, meaning }
    index += 1
  }
  return joined
}

function rangeOf({ meaning: from }: Token, { meaning: to }: Token): Token['meaning'] | null {
  if (from.is === 'day' && to.is === 'day') {
    const day = daysBetween(from.day, to.day)
    return day && { is: 'day', day }
  }
  if (from.is !== 'time' || to.is !== 'time') return null
  const [start, end] = [clockOf(from.time), clockOf(to.time)]
  return start && end && { is: 'time', time: { said: 'range', from: start, to: end } }
}

/** 上午 and 15点 cannot both be meant. */
function contradict(one: Time | undefined, other: Time): boolean {
  return one?.said === 'part' && other.said === 'clock' && joinTimes(one, other) === null
}

const clockOf = (time: Time): Clock | null => (time.said === 'clock' ? time.clock : null)

function joinParts(text: string, tokens: Token[]): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    const near = last && blank(text, last.to, token.from)
    const time =
      near && last.meaning.is === 'time' && token.meaning.is === 'time'
        ? joinTimes(last.meaning.time, token.meaning.time)
        : null
    if (time && last) joined[joined.length - 1] = { from: last.from, to: token.to, meaning: { is: 'time', time } }
    else joined.push(token)
  }
  return joined
}

const blank = (text: string, from: number, to: number) => /^[ 的]*$/.test(text.slice(from, to))
