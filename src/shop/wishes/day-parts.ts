import { addDays, oneDay } from './calendar.ts'
import type { Part } from './clock-time.ts'
import { type Meaning, type Rule, rule } from './tokens.ts'

/** Words that name a day and a part of it at once. */
export const dayParts: Rule[] = [
  rule('今早|this morning', (_, { today }) => both(today, 'morning')),
  rule('今晚|今夜|tonight|this evening', (_, { today }) => both(today, 'evening')),
  rule('this afternoon', (_, { today }) => both(today, 'afternoon')),
  rule('明早|明儿早上', (_, { today }) => both(addDays(today, 1), 'morning')),
  rule('明晚', (_, { today }) => both(addDays(today, 1), 'evening')),
  rule('后天早(?:上)?', (_, { today }) => both(addDays(today, 2), 'morning')),
]

function both(onDay: string, part: Part): Meaning[] {
  return [
    { is: 'day', day: oneDay(onDay) },
    { is: 'time', time: { said: 'part', part } },
  ]
}
