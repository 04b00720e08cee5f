import { type Clock, clock, clockIn, type Part, type Time } from './clock-time.ts'
import { numberOf } from './numbers.ts'
import { type Meaning, type Rule, rule } from './tokens.ts'

const about = '(?:大概|大约|差不多|约莫)?'
const chineseClock = `${about}{N}(?:点钟|点整|点|时(?!候|间))(?:(半)|([一三1两二])刻|(零?〇?[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?|\\d{1,2})分(?!钟)|([二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|[0-5]\\d)(?![\\d个天号月日台万千百块元公]))?`
const side = '(左右|多|前后|上下|之前|以前|前(?!天)|之后|以后|过后|后(?!天|面))?'
const oclock = "(?: ?o'? ?clock)?"
const preface = '(?:at |@ ?|around |about |approx\\.? |circa |@|ish )*'
const meridiem = ' ?([ap])\\.?m\\.?'

const sides: Record<string, 'after' | 'before'> = {
  之后: 'after',
  以后: 'after',
  过后: 'after',
  后: 'after',
  after: 'after',
  from: 'after',
  past: 'after',
  之前: 'before',
  以前: 'before',
  前: 'before',
  before: 'before',
  by: 'before',
  until: 'before',
  till: 'before',
}

/** Times of day, in both languages. */
export const times: Rule[] = [
  rule(`${chineseClock}${side}`, ([, h, half, quarters, m, bare, beside]) => {
    const minute = half ? 30 : quarters ? numberOf(quarters) * 15 : m || bare ? numberOf(m ?? bare) : 0
    return [at(clock(numberOf(h), minute), beside)]
  }),
  rule(`差(一刻|{N}分)(?:钟)?{N}点`, ([, quarter, m, h]) => [
    at(earlier(clock(numberOf(h), 0), quarter === '一刻' ? 15 : numberOf(m))),
  ]),
  rule(`{N}点?(半)?(?:到|至|-|~){N}点(半)?(?:钟)?(?:之间)?`, ([, a, aHalf, b, bHalf]) => [
    between(clock(numberOf(a), aHalf ? 30 : 0), clock(numberOf(b), bHalf ? 30 : 0)),
  ]),
  rule(`(?:at |@ ?|around |about )*(\\d{1,2}):(\\d\\d)(?::00)?${side}`, ([, h, m, beside]) => [
    at(digital(h, m), beside),
  ]),
  rule(`(after|from|past|before|by|until|till) (\\d{1,2}):(\\d\\d)`, ([, word, h, m]) => [at(digital(h, m), word)]),
  rule(
    '(?:(?:between|from) )?(\\d{1,2}):(\\d\\d) ?(?:-|~|to|and|until|till|到|至) ?(\\d{1,2}):(\\d\\d)',
    ([, h, m, h2, m2]) => [between(digital(h, m), digital(h2, m2))],
  ),

  rule(`${preface}{N}(?:[:.](\\d\\d))?(?:ish)?${meridiem}`, ([, h, m, half]) => [at(twelveHour(h, m, half))]),
  rule(
    `(?:any ?time )?(after|from|past|before|by|until|till) {N}(?:[:.](\\d\\d))?${meridiem}`,
    ([, word, h, m, half]) => [at(twelveHour(h, m, half), word)],
  ),
  rule(`(?:at |around |about |@ ?){N}(?:ish)?${oclock}`, ([, h]) => [at(clock(numberOf(h), 0))]),
  rule(`at (\\d{1,2})\\.(\\d\\d)`, ([, h, m]) => [at(digital(h, m))]),
  rule("{N}(?: ?o'? ?clock|ish)", ([, h]) => [at(clock(numberOf(h), 0))]),
  rule(`(?:any ?time )?(after|past|before|by|until|till) {N}${oclock}`, ([, word, h]) => [
    at(clock(numberOf(h), 0), word),
  ]),
  rule(`from {N}${oclock}(?: on(?:wards)?| onwards?)`, ([, h]) => [at(clock(numberOf(h), 0), 'after')]),
  rule(`${preface}half past {N}`, ([, h]) => [at(clock(numberOf(h), 30))]),
  rule(`${preface}(?:a )?quarter past {N}`, ([, h]) => [at(clock(numberOf(h), 15))]),
  rule(`${preface}(?:a )?quarter to {N}`, ([, h]) => [at(earlier(clock(numberOf(h), 0), 15))]),
  rule(`${preface}{N} (thirty|fifteen|forty[- ]five)(?: ?([ap])\\.?m\\.?)?`, ([, h, m, half]) => [
    at(half ? twelveHour(h, String(spoken(m)), half) : clock(numberOf(h), spoken(m))),
  ]),
  rule(
    '(?:between|from) {N}(?:[:.](\\d\\d))? ?(?:and|to|until|till|-) ?{N}(?:[:.](\\d\\d))?',
    ([, a, aMinute, b, bMinute]) => [
      between(clock(numberOf(a), Number(aMinute ?? 0)), clock(numberOf(b), Number(bMinute ?? 0))),
    ],
  ),
  rule(
    `(?:(?:between|from) )?{N}(?:[:.](\\d\\d))?(?: ?([ap])\\.?m\\.?)? ?(?:and|to|until|till|-|~) ?{N}(?:[:.](\\d\\d))?${meridiem}`,
    englishRange,
  ),
  rule(`${preface}{N}${oclock} in the (morning|afternoon|evening)`, ([, h, name]) => [
    at(saidIn(name, clock(numberOf(h), 0))),
  ]),
  rule('(?:at |around |about )?(?:noon|midday|12 noon)', at(clock(12, 0, true))),
  rule('(after|before) (?:noon|midday)', ([, word]) => [at(clock(12, 0, true), word)]),
  rule('(five|ten|twenty|twenty[- ]five|\\d{1,2}) (?:minutes )?past {N}', ([, m, h]) => [
    at(clock(numberOf(h), pastMinutes(m))),
  ]),
  rule('(?:five|ten|twenty|twenty[- ]five|\\d{1,2} minutes) to {N}', { is: 'doubt' }),
  rule(`(?:not|no|nothing) (?:before|earlier than) {N}(?:[:.](\\d\\d))?(?: ?([ap])\\.?m\\.?)?`, ([, h, m, half]) => [
    at(half ? twelveHour(h, m, half) : clock(numberOf(h), Number(m ?? 0)), 'after'),
  ]),
  rule('at (\\d{1,2})h', ([, h]) => [at(clock(Number(h), 0, true))]),
  rule('(?:at )?midnight|半夜|午夜', at(clock(0, 0))),

  rule(
    '早(?=(?:\\d{1,2}|[一二三四五六七八九十]{1,2})[点:])|早上|上午|早晨|清早|清晨|一大?早|大早上|(?:in |on )?(?:the )?(?:early |late )?morning|(?<=tomorrow )am',
    part('morning'),
  ),
  rule('中午|正午|午间|(?:at |around )?lunch ?time', part('noon')),
  rule('下午|午后|(?:in |on )?(?:the )?(?:early |late )?afternoon|(?<=tomorrow )pm', part('afternoon')),
  rule(
    '晚(?=(?:\\d{1,2}|[一二三四五六七八九十]{1,2})[点:])|晚上|夜里|傍晚|(?:in |on )?(?:the )?(?:early |late )?evening|(?:at )?night',
    part('evening'),
  ),
  rule('凌晨', part('night')),
  rule(
    'first thing(?: in the morning)?|(?:right |just )?(?:at|when you) open(?:ing)?(?: time)?|一开门|刚开门|开门(?:就|的时候)',
    time({ said: 'opening' }),
  ),
  rule(
    'any ?time(?: of (?:the )?day)?(?: on)?|all day|whenever(?: on)?|全天|整天|一整天|一天都|任何时间|任意时间|什么时候都|几点都|随时',
    time({ said: 'any' }),
  ),
]

function at(said: Clock | null, beside?: string): Meaning {
  if (!said) return { is: 'doubt' }
  const side = sides[beside?.toLowerCase() ?? '']
  return time(side ? { said: 'clock', clock: said, side } : { said: 'clock', clock: said })
}

function between(from: Clock | null, to: Clock | null): Meaning {
  return from && to ? time({ said: 'range', from, to }) : { is: 'doubt' }
}

/** Digits round a colon; 08:30 and 15:00 are on a 24-hour clock, 3:30 need not be. */
function digital(hour = '', minute = ''): Clock | null {
  return clock(Number(hour), Number(minute), hour.startsWith('0'))
}

function twelveHour(hour: string | undefined, minute = '0', half = ''): Clock | null {
  const said = clock(numberOf(hour), Number(minute))
  if (!said || said.certain) return said && numberOf(hour) > 12 && half.toLowerCase() === 'p' ? said : null
  const early = said.minute % 720
  return { minute: half.toLowerCase() === 'p' ? early + 720 : early, certain: true }
}

/** "2-4pm" is the afternoon at both ends, "11-1pm" only at the second. */
function englishRange([, a, aMinute, aHalf, b, bMinute, bHalf]: (string | undefined)[]): Meaning[] {
  const to = twelveHour(b, bMinute, bHalf)
  const same = twelveHour(a, aMinute, aHalf ?? bHalf)
  const from = to && same && !aHalf && same.minute >= to.minute ? twelveHour(a, aMinute, 'a') : same
  return [between(from, to)]
}

function saidIn(name: string | undefined, said: Clock | null): Clock | null {
  return said && clockIn(name?.toLowerCase() as Part, said)
}

function earlier(said: Clock | null, minutes: number): Clock | null {
  if (!said || Number.isNaN(minutes) || said.minute < 60) return null
  const minute = said.minute - minutes
  return { minute: minute < 60 ? minute + 720 : minute, certain: said.certain }
}

/** Minutes past the hour, in digits or as people say them. */
function pastMinutes(words = ''): number {
  if (words.startsWith('twenty')) return words.length > 6 ? 25 : 20
  return numberOf(words)
}

function spoken(minute = ''): number {
  return minute.startsWith('th') ? 30 : minute.startsWith('fi') ? 15 : 45
}

function part(name: Part): Meaning {
  return time({ said: 'part', part: name })
}

function time(said: Time): Meaning {
  return { is: 'time', time: said }
}
