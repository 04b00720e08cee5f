import { calendarDay, type Days, date, dateAhead, dayOfMonth, type WordFacts } from './calendar.ts'
import { numberOf } from './numbers.ts'
import { type Meaning, type Rule, rule } from './tokens.ts'

const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const ordinal =
  '(\\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)'
const dayOrOrdinal = `(?:the )?(\\d{1,2}(?:st|nd|rd|th)?|${ordinal.slice(1)}`
const year = '(?:,? ?(20\\d\\d)(?!:))?'

/** Calendar dates: 3月5日, 15号, 2026-03-05, 12/3, March 5th, the 10th; and the thirds of a month. */
export const dates: Rule[] = [
  rule('(20\\d\\d)([-/.])(\\d{1,2})\\2(\\d{1,2})(?:T(?=\\d))?', ([, y, , m, d]) => [
    day(date(Number(y), Number(m), Number(d))),
  ]),
  rule('(?:20)?(\\d\\d)年{N}月{N}(?:日|号)?', ([, y, m, d]) => [dated(2000 + Number(y), numberOf(m), numberOf(d))]),
  rule('(今|明)年{N}月{N}(?:日|号)?', ([, which, m, d], { today }) => [
    dated(calendarDay(today).year + (which === '明' ? 1 : 0), numberOf(m), numberOf(d)),
  ]),
  rule('{N}月{N}(?:日|号)?', ([, m, d], facts) => [ahead(numberOf(m), numberOf(d), facts)]),
  rule('{N}(?:日|号)', ([, d], facts) => [ofMonth(numberOf(d), facts)]),
  rule('{N}(?:日|号)?(?:到|至|-|~){N}(?:日|号)', ([, from, to], facts) => [
    ofMonth(numberOf(from), facts),
    { is: 'to' },
    ofMonth(numberOf(to), facts),
  ]),
  rule('(?<!一)(下|这|本)个?月的?{N}(?:日|号)', ([, which, d], { today }) => [
    inMonth(which === '下' ? 1 : 0, numberOf(d), today),
  ]),
  rule('(\\d{1,2})/(\\d{1,2})(?:/(20\\d\\d))?', ([, a, b, y], facts) => [slashed(Number(a), Number(b), y, facts)]),

  rule(`(?:on )?${month} ${dayOrOrdinal}${year}`, ([, name, d, y], facts) => [named(name, d, y, facts)]),
  rule(`(?:on )?(?:the )?(\\d{1,2}|${ordinal.slice(1)}(?: of)? ${month}${year}`, ([, d, name, y], facts) => [
    named(name, d, y, facts),
  ]),
  rule(`(?:on )?the ${ordinal}(?: of this month)?`, ([, d], facts) => [ofMonth(ordinalOf(d), facts)]),
  rule('(?:on )?(\\d{1,2}(?:st|nd|rd|th))', ([, d], facts) => [ofMonth(ordinalOf(d), facts)]),
  rule(
    `(?:on )?(?:the )?${ordinal} (?:of )?next month|next month,? (?:on )?(?:the )?${ordinal}`,
    ([, a, b], { today }) => [inMonth(1, ordinalOf(a ?? b), today)],
  ),

  rule('(?:(?<!一)(下)个?|这个?|本)?月(初|中|底|末)(?:左右)?', ([, next, third], { today }) => [
    thirdOf(next ? 1 : 0, third, today),
  ]),
  rule('(?:at |by )?the (?:(very )?end) of (?:the|this) month|end of (?:the|this) month', (_, { today }) => [
    thirdOf(0, '底', today),
  ]),
  rule('(?:at )?(?:the )?end of next month', (_, { today }) => [thirdOf(1, '底', today)]),
  rule('(?<!一)下个?月(?!初|中|底|末)', (_, { today }) => [wholeMonth(today)]),
  rule('(?:sometime )?next month', (_, { today }) => [wholeMonth(today)]),
]

function dated(y: number, m: number, d: number): Meaning {
  return Number.isNaN(m + d) ? { is: 'doubt' } : day(date(y, m, d))
}

function ahead(m: number, d: number, facts: WordFacts): Meaning {
  return Number.isNaN(m + d) ? { is: 'doubt' } : day(dateAhead(m, d, facts))
}

function ofMonth(d: number, facts: WordFacts): Meaning {
  return Number.isNaN(d) ? { is: 'doubt' } : day(dayOfMonth(d, facts))
}

function inMonth(months: number, d: number, today: string): Meaning {
  const at = calendarDay(today).startOf('month').plus({ months })
  return dated(at.year, at.month, d)
}

function named(name = '', d = '', y: string | undefined, facts: WordFacts): Meaning {
  const m = 1 + months.indexOf(name.slice(0, 3).toLowerCase())
  return y ? dated(Number(y), m, ordinalOf(d)) : ahead(m, ordinalOf(d), facts)
}

/** Chinese writes month/day; English either, so that only a number past 12 tells which is the day. */
function slashed(a: number, b: number, y: string | undefined, facts: WordFacts): Meaning {
  const as = (m: number, d: number): Days => (y ? date(Number(y), m, d) : dateAhead(m, d, facts))
  if (facts.monthFirst || b > 12 || a === b) return day(as(a, b))
  if (a > 12) return day(as(b, a))
  return day({ readings: [...as(a, b).readings, ...as(b, a).readings] })
}

/** Beginning, middle and end of a month: ten days each, the end five (from the 26th); our own default. */
function thirdOf(months: number, third: string | undefined, today: string): Meaning {
  const own = calendarDay(today).startOf('month').plus({ months })
  const start = third === '初' && months === 0 && calendarDay(today).day > 10 ? own.plus({ months: 1 }) : own
  const [from, to] = third === '初' ? [1, 10] : third === '中' ? [11, 20] : [26, start.daysInMonth]
  return day({
    readings: [
      {
        onDay: start.set({ day: from }).toFormat('yyyy-MM-dd'),
        toDay: start.set({ day: to ?? 30 }).toFormat('yyyy-MM-dd'),
      },
    ],
  })
}

function wholeMonth(today: string): Meaning {
  const start = calendarDay(today).startOf('month').plus({ months: 1 })
  return day({
    readings: [{ onDay: start.toFormat('yyyy-MM-dd'), toDay: start.endOf('month').toFormat('yyyy-MM-dd') }],
  })
}

function ordinalOf(words = ''): number {
  const index = ordinals.indexOf(words.toLowerCase())
  return index >= 0 ? index + 1 : Number.parseInt(words, 10)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const day = (days: Days): Meaning => ({ is: 'day', day: days })
