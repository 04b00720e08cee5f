import { refuse } from '../../refusal.ts'
import { addDays, type WordFacts } from './calendar.ts'
import { combine } from './combine.ts'
import { dates } from './dates.ts'
import { dayParts } from './day-parts.ts'
import { days } from './days.ts'
import { isHalfHeard, withBareHours } from './half-heard.ts'
import { normalise } from './normalise.ts'
import { doubts, notTimes } from './not-times.ts'
import { onSaidDay, withoutRefused } from './refusals.ts'
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
  if (isBygone(plain, tokens)) return { kind: 'no', refusal: refuse('past'), rest: '' }
  const said = whatIsSaid(plain, tokens)
  const combined = combine(plain, said.wished, words)
  if (!said.heard || !combined || isHalfHeard(plain, tokens)) return { kind: 'none' }

  const rest = restOf(plain, tokens)
  const candidates = combined.candidates.map((candidate) => onSaidDay(candidate, said.day, said.refused))
  const wanted = candidates.flatMap((candidate) => withoutRefused(candidate, said.refused))
  if (wanted.length === 0) return refusedDay(said.refused, rest)
  const telling = wanted.filter(({ day, time }) => day || (time && time.said !== 'any'))
  if (telling.length === 0) return { kind: 'none' }

  const answer = choose(
    telling.map((candidate) => settle(candidate, facts)),
    rest,
  )
  return combined.unsure && answer.kind === 'wish' ? { kind: 'none' } : answer
}

/** Nothing but a time on a day gone by: a slip, where words beside it would tell of what has happened. */
function isBygone(text: string, tokens: Token[]): boolean {
  const has = (kind: Token['meaning']['is']) => tokens.some(({ meaning }) => meaning.is === kind)
  if (!has('past-day') || !has('time') || has('day')) return false
  const asTime = tokens.map((token): Token => ({ ...token, meaning: { is: 'filler' } }))
  const onlyTimes = tokens.every(({ meaning }) => ['past-day', 'time', 'filler', 'break'].includes(meaning.is))
  return onlyTimes && restOf(text, asTime) === ''
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

function refusedDay(refused: RefusedTime[], rest: string): Understood {
  if (refused.length === 0) return { kind: 'none' }
  const onDay = refused.flatMap(({ day }) => day?.readings ?? [])[0]?.onDay
  return { kind: 'no', refusal: refuse('refused-day'), ...(onDay ? { onDay } : {}), rest }
}

function wordFacts(text: string, facts: WishFacts): WordFacts {
  const today = todayOf(facts)
  const chinese = /\p{Script=Han}/u.test(text)
  const english = /[a-z]{2}/i.test(text)
  const monthFirst = chinese || (!english && facts.language === 'zh-CN')
  return { today, monthFirst, lastDay: addDays(today, facts.horizonDays) }
}

/** The first reading of every candidate, then the second ones: none is crowded out by another's. */
function inTurn(lists: Wish[][]): Wish[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat()
}

function different(wishes: Wish[]): Wish[] {
  return wishes.filter((wish, index) => wishes.findIndex((other) => isSame(other, wish)) === index)
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
