import { opinionsInWords, opinionTexts } from '../../flows/group/opinions.ts'
import type { Config } from '../config.ts'
import { csvLine } from '../csv.ts'
import type { Interval } from '../shop/opinions/intervals.ts'
import { type Grouping, groupings } from '../shop/opinions/opinions.ts'
import { causes } from '../shop/surveys/survey.ts'
import { atDesk } from './at-desk.ts'
import { reported } from './days.ts'
import { given } from './options.ts'
import { table } from './table.ts'

/** Prints what customers think: by item, advisor, technician, cause, week or month, with how sure each number is. */
export const report = (config: Config | { problems: string[] }, args: string[]) =>
  atDesk(config, async ({ shop, language, now }) => {
    const asked = reported(args, groupings, shop.profile.current(), now)
    if ('no' in asked) return asked
    const { span, by } = asked
    const { json, csv } = given(args)
    const groups = await shop.opinions.report(span, by)
    if (json) return JSON.stringify(Object.fromEntries(groups))
    if (csv) return csvOf(groups, by).trimEnd()
    if (groups.size === 0) return opinionTexts[language].nothing
    return table(opinionsInWords(groups, by, shop.profile.current(), language))
  })

function csvOf(
  groups: Awaited<ReturnType<import('../shop/shop.ts').Shop['opinions']['report']>>,
  by: Grouping,
): string {
  const numbers = ['asked', 'answered', 'mean', 'mean_low', 'mean_high', 'satisfied', 'satisfied_low', 'satisfied_high']
  const header = [by, ...numbers, 'dissatisfied', ...causes, 'nps_answered', 'nps']
  const edge = (interval: Interval | null, side: keyof Interval) => (interval ? Number(interval[side].toFixed(3)) : '')
  const rows = [...groups].map(([name, one]) => [
    name,
    one.asked,
    one.answered,
    one.mean === null ? '' : Number(one.mean.toFixed(2)),
    edge(one.meanInterval, 'low'),
    edge(one.meanInterval, 'high'),
    one.satisfied,
    edge(one.satisfiedInterval, 'low'),
    edge(one.satisfiedInterval, 'high'),
    one.dissatisfied,
    ...causes.map((cause) => one.causes[cause]),
    one.nps?.answered ?? '',
    one.nps?.score ?? '',
  ])
  return [header, ...rows].map(csvLine).join('')
}
