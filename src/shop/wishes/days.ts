import { addDays, type Days, mondayOf, oneDay, type Span, type WordFacts, weekdayOf } from './calendar.ts'
import { numberOf } from './numbers.ts'
import { type Meaning, type Rule, rule } from './tokens.ts'

const ahead =
  (days: number) =>
  (_: unknown, { today }: WordFacts) => [day(oneDay(addDays(today, days)))]
const weeksAhead = (words: string | undefined, from: number) => (words?.match(/下/g)?.length ?? 0) + from

/** Days counted from today, and weeks with their weekdays. Weeks start on Monday. */
export const days: Rule[] = [
  rule('今天|今日|今儿|当天|today', ahead(0)),
  rule('明天|明日|明儿|(?:tomorrow|tomorow|tommorow|tmrw?|tmr)', ahead(1)),
  rule('(?<!大)后(?:天|日)|(?:the )?day after (?:tomorrow|tmrw?)', ahead(2)),
  rule('大后天', ahead(3)),
  rule('大大后天', { is: 'doubt' }),
  rule('(?:再)?过{N}天|{N}天(?:之后|以后|过后|后)(?!天)', ([, a, b], { today }) => inDays(today, numberOf(a ?? b))),
  rule("in {N} days?(?:'? time)?|{N} days? from (?:now|today)", ([, a, b], { today }) =>
    inDays(today, numberOf(a ?? b)),
  ),
  rule('{N}(?:个)?(?:周|星期|礼拜)(?:之后|以后|后)(?!天)', ([, n], { today }) => inDays(today, numberOf(n) * 7)),
  rule("in {N} weeks?(?:'? time)?|{N} weeks? from (?:now|today)", ([, a, b], { today }) =>
    inDays(today, numberOf(a ?? b) * 7),
  ),
  rule("in a week(?:'?s time)?|a week from (?:now|today)|a week today", ahead(7)),
  rule('(?:in )?a week from tomorrow|a week tomorrow', ahead(8)),

  rule('(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?![\\d点号日月:个]))', ([, name], { today }) => [
    bareWeekday(chineseWeekday(name), today),
  ]),
  rule('(?:这|本|这个)(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?![\\d点号日月:个]))', ([, name], { today }) => [
    weekdayOfWeek(chineseWeekday(name), 0, today),
  ]),
  rule(
    '(?<!一)(下{1,3})(?:个)?(?:周|星期|礼拜)([一二三四五六日天]|[1-7](?![\\d点号日月:个]))',
    ([, down, name], { today }) => [
      fromWeeks(weeksAhead(down, 0), today, (weeks) => weekday(chineseWeekday(name), weeks, today)),
    ],
  ),
  rule('(?:这|本|这个)(?:周|星期|礼拜)(?:之内|以内|内)?', (_, { today }) => [week(0, today)]),
  rule('(?<!一)(下{1,3})(?:个)?(?:周|星期|礼拜)(?:之内|以内|内)?(?![一二三四五六日天末])', ([, down], { today }) => [
    fromWeeks(weeksAhead(down, 0), today, (weeks) => weekSpan(weeks, today)),
  ]),
  rule('周末|礼拜六日|周六(?:和|、)?(?:周)?日|双休日', (_, { today }) => [weekend(today)]),
  rule('(?:这|本|这个)周末', (_, { today }) => [day({ readings: [weekendSpan(0, today)] })]),
  rule('(?<!一)(下{1,3})(?:个)?周末', ([, down], { today }) => [
    fromWeeks(weeksAhead(down, 0), today, (weeks) => weekendSpan(weeks, today)),
  ]),

  rule(`(?:on )?${english()}`, ([, name], { today }) => [bareWeekday(englishWeekday(name), today)]),
  rule(`this ${english()}`, ([, name], { today }) => [weekdayOfWeek(englishWeekday(name), 0, today)]),
  rule(`(?:this )?coming ${english()}`, ([, name], { today }) => [comingWeekday(englishWeekday(name), today)]),
  rule(`(?:the )?next ${english()}`, ([, name], { today }) => [nextWeekday(englishWeekday(name), today)]),
  rule('(?:sometime |any ?time |later )?this week', (_, { today }) => [week(0, today)]),
  rule('(?:sometime |any ?time )?(?:the )?next week', (_, { today }) => [
    fromWeeks(1, today, (weeks) => weekSpan(weeks, today)),
  ]),
  rule('(?:the )?week after next', (_, { today }) => [fromWeeks(2, today, (weeks) => weekSpan(weeks, today))]),
  rule('(?:(?:on|at) )?(?:the |a )?weekend', (_, { today }) => [weekend(today)]),
  rule('this (?:coming )?weekend', (_, { today }) => [day({ readings: [weekendSpan(0, today)] })]),
  rule('(?:the )?next weekend', (_, { today }) => [
    day({ readings: weekdayOf(today) < 6 ? [weekendSpan(0, today), weekendSpan(1, today)] : [weekendSpan(1, today)] }),
  ]),
]

/** Further apart, two days are more likely to be misheard than meant as a run. */
const longestRunDays = 62

/** A run of days between two days said (周三到周五); a weekday may be the next week's. Null when it is no run. */
export function daysBetween(from: Days, to: Days): Days | null {
  const [start] = from.readings
  if (!start || from.readings.length > 1) return null
  const ends = to.readings.map(({ toDay }) => toDay)
  if (to.weekday !== undefined) ends.push(...ends.map((onDay) => addDays(onDay, 7)))
  const toDay = ends.find((onDay) => onDay >= start.onDay)
  return toDay && toDay <= addDays(start.onDay, longestRunDays) ? { readings: [{ onDay: start.onDay, toDay }] } : null
}

function inDays(today: string, count: number): Meaning[] {
  return Number.isNaN(count) ? [{ is: 'doubt' }] : [day(oneDay(addDays(today, count)))]
}

/** This week's if still ahead, else next week's; today's own weekday may mean either. */
function bareWeekday(number: number, today: string): Meaning {
  const [own, next] = [weekday(number, 0, today), weekday(number, 1, today)]
  const readings = own.onDay === today ? [own, next] : own.onDay > today ? [own] : [next]
  return day({ readings, weekday: number })
}

function comingWeekday(number: number, today: string): Meaning {
  const own = weekday(number, 0, today)
  return day({ readings: [own.onDay > today ? own : weekday(number, 1, today)] })
}

/** "next X" while X is still ahead this week means either; so does it on a Sunday, as 下周X does. */
function nextWeekday(number: number, today: string): Meaning {
  if (weekdayOf(today) === 7) return fromWeeks(1, today, (weeks) => weekday(number, weeks, today))
  const [own, next] = [weekday(number, 0, today), weekday(number, 1, today)]
  return day({ readings: own.onDay > today ? [own, next] : [next] })
}

function weekdayOfWeek(number: number, weeks: number, today: string): Meaning {
  return day({ readings: [weekday(number, weeks, today)] })
}

/** On a Sunday some count the week that begins tomorrow as next week, some as this one. */
function fromWeeks(weeks: number, today: string, spanOf: (weeks: number) => Span): Meaning {
  const readings = weekdayOf(today) === 7 ? [spanOf(weeks), spanOf(weeks + 1)] : [spanOf(weeks)]
  return day({ readings })
}

/** On a Saturday or Sunday 周末 is the one that is on, or the one after. */
function weekend(today: string): Meaning {
  const own = weekendSpan(0, today)
  return day({ readings: weekdayOf(today) < 6 ? [own] : [own, weekendSpan(1, today)] })
}

const week = (weeks: number, today: string) => day({ readings: [weekSpan(weeks, today)] })

const weekday = (number: number, weeks: number, today: string): Span => {
  const onDay = addDays(mondayOf(today, weeks), number - 1)
  return { onDay, toDay: onDay }
}

const weekSpan = (weeks: number, today: string): Span => ({
  onDay: mondayOf(today, weeks),
  toDay: addDays(mondayOf(today, weeks), 6),
})

const weekendSpan = (weeks: number, today: string): Span => ({
  onDay: addDays(mondayOf(today, weeks), 5),
  toDay: addDays(mondayOf(today, weeks), 6),
})

function english(): string {
  return '(mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?!s)'
}

const englishWeekday = (name = '') =>
  1 + ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(name.slice(0, 3).toLowerCase())
const chineseWeekday = (name = '') => (name === '天' ? 7 : Number(name) || 1 + '一二三四五六日'.indexOf(name))
const day = (days: Days): Meaning => ({ is: 'day', day: days })
