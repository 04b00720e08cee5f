import type { Token } from './tokens.ts'

/** "tomorrow 3", 周五3: a bare number right after a day, at the end of what is said, is an hour. */
export function withBareHours(text: string, tokens: Token[]): Token[] {
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
export function isHalfHeard(text: string, tokens: Token[]): boolean {
  let left = ''
  let at = 0
  for (const { from, to } of tokens) {
    left += `${text.slice(at, Math.max(at, from))}\n`
    at = Math.max(at, to)
  }
  return leftover.test(left + text.slice(at))
}

const leftoverWords =
  "o'?clock|am|pm|mon|monday|tue|tues|tuesday|wed|wednesday|thu|thursday|fri|friday|sat|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|weekend|half past|quarter|morning|afternoon|evening"
const leftover = new RegExp(
  [
    // a bare number; with a unit it would have been read as a price, a count, a duration …
    '(?:^|[^a-z\\d])\\d{1,2}h?(?![a-z\\d])',
    '[\\d一二三四五六七八九十] ?[点号日月时刻:]',
    '[周期拜][一二三四五六日天]',
    `(?:^|[^a-z])(?:${leftoverWords})(?![a-z])`,
  ].join('|'),
  'i',
)
