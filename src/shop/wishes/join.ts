import { boundedDays, type WordFacts } from './calendar.ts'
import { type Clock, joinTimes, type Time } from './clock-time.ts'
import { daysBetween } from './days.ts'
import type { Token } from './tokens.ts'

/** Makes one of words that belong together (下午|3点, 周五|之前, 2点|到|4点); null when what 到 joins is of two kinds. */
export function joinNeighbours(text: string, tokens: Token[], facts: WordFacts): Token[] | null {
  const bounded = joinBounds(text, joinParts(text, tokens), facts)
  return bounded && joinRanges(text, bounded)
}

/** Joins 周五|之前 and after|the 10th: the Chinese word follows its day, the English one goes before. */
function joinBounds(text: string, tokens: Token[], facts: WordFacts): Token[] | null {
  let isBounded = false
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    const near = last && blank(text, last.to, token.from)
    // "after Friday morning" bounds a moment, not a day
    if (isBounded && near && token.meaning.is === 'time') return null
    isBounded = false
    const [day, bound] = token.meaning.is === 'bound' ? [last?.meaning, token.meaning] : [token.meaning, last?.meaning]
    const english = bound && /[a-z]/i.test(text.charAt((bound === token.meaning ? token : last)?.from ?? 0))
    if (last && near && day?.is === 'day' && bound?.is === 'bound' && english === (bound === last.meaning)) {
      isBounded = true
      const meaning = { is: 'day', day: boundedDays(day.day, bound.bound, facts) } as const
      joined[joined.length - 1] = { from: last.from, to: token.to, meaning }
    } else joined.push(token)
  }
  return joined
}

/** Joins 下午|2点|到|4点 and 周三|到|周五; null when what follows 到 is of another kind. */
function joinRanges(text: string, tokens: Token[]): Token[] | null {
  const joined: Token[] = []
  let taken: Token | undefined
  for (const [index, token] of tokens.entries()) {
    const [previous, next] = [joined.at(-1), tokens[index + 1]]
    const stands = previous && next && blank(text, previous.to, token.from) && blank(text, token.to, next.from)
    if (token === taken) continue
    if (token.meaning.is === 'to' && stands) {
      const meaning = rangeOf(previous, next)
      if (!meaning) return null
      joined[joined.length - 1] = { from: previous.from, to: next.to, meaning }
      taken = next
    } else joined.push(token)
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
