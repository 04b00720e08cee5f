import { refuse } from '../../refusal.ts'
import { addDays, type Days, daysIn, type WordFacts, weekdayOf } from './calendar.ts'
import { type Candidate, combine } from './combine.ts'
import { dates } from './dates.ts'
import { dayParts } from './day-parts.ts'
import { days } from './days.ts'
import { normalise } from './normalise.ts'
import { doubts, notTimes } from './not-times.ts'
import { restOf } from './rest.ts'
import { type RefusedTime, whatIsSaid } from './said.ts'
import { type Settled, settle, todayOf } from './settle.ts'
import { talk } from './talk.ts'
import { times } from './times.ts'
import { type Token, tokenise } from './tokens.ts'
import type { Understood, Wish, WishFacts } from './wish.ts'

/** Longer texts tell a story, not a time. */
const longestText = 200
/** As many as there is room for buttons in a row. */
const mostOptions = 3
const rules = [...notTimes, ...dates, ...days, ...dayParts, ...times, ...doubts, ...talk]

/**
 * The day and time that a customer's words wish for, in Chinese, English or both mixed. What has several meanings is
 * asked, what cannot be booked is refused, and what is only half understood is `none`: never a guess. Pure, never throws.
 */
export function understandWish(text: string, facts: WishFacts): Understood {
  if (text.length > longestText) return { kind: 'none' }
  const plain = normalise(text)
  if (plain.length > longestText) return { kind: 'none' }
  const words = wordFacts(plain, facts)
  const tokens = withBareHours(plain, tokenise(plain, rules, words))
  const said = whatIsSaid(plain, tokens)
  const combined = combine(plain, said.wished, words)
  if (!said.heard || !combined || isHalfHeard(plain, tokens)) return { kind: 'none' }

  const rest = restOf(plain, tokens)
  const candidates = combined.candidates.map((candidate) => onSaidDay(candidate, said.day, said.refused))
  const wanted = candidates.flatMap((candidate) => withoutRefused(candidate, said.refused))
  if (wanted.length === 0)
    return candidates.length + said.refused.length > 0 ? refusedDay(said.refused, rest) : { kind: 'none' }
  if (wanted.every(({ day, time }) => !day && (!time || time.said === 'any'))) return { kind: 'none' }

  const answer = choose(
    wanted.map((candidate) => settle(candidate, facts)),
    rest,
  )
  return combined.unsure && answer.kind === 'wish' ? { kind: 'none' } : answer
}

function choose(settled: Settled[], rest: string): Understood {
  const wishes = different(inTurn(settled.map((one) => ('wishes' in one ? one.wishes : []))))
  const [wish] = wishes
  if (wish && wishes.length === 1) return { kind: 'wish', wish, rest }
  if (wish) return { kind: 'ask', options: wishes.slice(0, mostOptions), rest }
  const no = settled.find((one) => 'refused' in one)
  if (!no || !('refused' in no)) return { kind: 'none' }
  return { kind: 'no', refusal: refuse(no.refused), ...(no.onDay ? { onDay: no.onDay } : {}), rest }
}

function wordFacts(text: string, facts: WishFacts): WordFacts {
  const today = todayOf(facts)
  const chinese = /\p{Script=Han}/u.test(text)
  const english = /[a-z]{2}/i.test(text)
  const monthFirst = chinese || (!english && facts.language === 'zh-CN')
  return { today, monthFirst, lastDay: addDays(today, facts.horizonDays) }
}

/** A time without a day, after a day was called off or refused at another time, is on that day. */
function onSaidDay(candidate: Candidate, day: Days | undefined, refused: RefusedTime[]): Candidate {
  const meant = day ?? refused.find((one) => one.day && one.time)?.day
  return candidate.day || !meant ? candidate : { ...candidate, day: meant }
}

/** What is left of a candidate when the refused days are taken out of it. */
function withoutRefused(candidate: Candidate, refused: RefusedTime[]): Candidate[] {
  const { day, time } = candidate
  const outright = refused.filter((one) => one.day && (!one.time || !time || isSame(one.time, time)))
  if (refused.some((one) => !one.day && (!time || (one.time && isSame(one.time, time))))) return []
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
function runs(days: string[]) {
  const spans: { onDay: string; toDay: string }[] = []
  for (const onDay of days) {
    const last = spans.at(-1)
    if (last && addDays(last.toDay, 1) === onDay) last.toDay = onDay
    else spans.push({ onDay, toDay: onDay })
  }
  return spans
}

function refusedDay(refused: RefusedTime[], rest: string): Understood {
  const onDay = refused.flatMap(({ day }) => day?.readings ?? [])[0]?.onDay
  return { kind: 'no', refusal: refuse('refused-day'), ...(onDay ? { onDay } : {}), rest }
}

/** "tomorrow 3", 周五3: a bare number right after a day, at the end of what is said, is an hour. */
function withBareHours(text: string, tokens: Token[]): Token[] {
  return tokens.flatMap((token): Token[] => {
    const hour = token.meaning.is === 'day' ? /^ ?(\d{1,4})(?=$|[,，。!?])/.exec(text.slice(token.to)) : null
    if (!hour) return [token]
    const minute = Number(hour[1]) * 60
    const clock = { minute, certain: minute > 12 * 60 || minute === 0 }
    const at = { from: token.to, to: token.to + hour[0].length }
    return minute > 24 * 60
      ? [token, { ...at, meaning: { is: 'doubt' } }]
      : [token, { ...at, meaning: { is: 'time', time: { said: 'clock', clock } } }]
  })
}

/** Words about time that no table knows, left over beside those understood. */
function isHalfHeard(text: string, tokens: Token[]): boolean {
  let left = ''
  let at = 0
  for (const { from, to } of tokens) {
    left += `${text.slice(at, Math.max(at, from))}\n`
    at = Math.max(at, to)
  }
  return leftover.test(left + text.slice(at))
}

const leftover =
  /(?:^|[^a-z\d])\d{1,2}h?(?![a-z\d])|[\d一二三四五六七八九十] ?[点号日月时刻:]|[周期拜][一二三四五六日天]|(?:^|[^a-z])(?:o'?clock|am|pm|mon|monday|tue|tues|tuesday|wed|wednesday|thu|thursday|fri|friday|sat|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|weekend|half past|quarter|morning|afternoon|evening)(?![a-z])/i

/** The first reading of every candidate, then the second ones: none is crowded out by another's. */
function inTurn(lists: Wish[][]): Wish[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat()
}

function different(wishes: Wish[]): Wish[] {
  return wishes.filter((wish, index) => wishes.findIndex((other) => isSame(other, wish)) === index)
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
