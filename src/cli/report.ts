import { opinionsInWords, opinionTexts } from '../../flows/group/opinions.ts'
import type { Config } from '../config.ts'
import { csvLine } from '../csv.ts'
import type { Interval } from '../shop/opinions/intervals.ts'
import { type Grouping, groupings } from '../shop/opinions/opinions.ts'
import { addDays, dayOf, instantOf } from '../shop/profile/opening.ts'
import { causes } from '../shop/surveys/survey.ts'
import { atDesk } from './at-desk.ts'
import { given } from './options.ts'
import { table } from './table.ts'

/** A report without a span covers so many days. */
const daysByDefault = 90

/** Prints what customers think: by item, advisor, technician, cause, week or month, with how sure each number is. */
export const report = (config: Config | { problems: string[] }, args: string[]) =>
  atDesk(config, async ({ shop, language, now }) => {
    const { options, json, csv } = given(args)
    const { zone } = shop.profile.current()
    const by = groupings.find((one) => one === (options.by ?? 'all'))
    const to = options.to ?? dayOf(zone, now)
    const from = options.from ?? addDays(to, -daysByDefault)
    if (!by) return { no: `--by is one of ${groupings.join(', ')}`, code: 2 }
    if (![from, to].every((day) => /^\d{4}-\d\d-\d\d$/.test(day)))
      return { no: 'Which days? For example: --from 2026-03-01 --to 2026-03-31', code: 2 }
    const span = { from: instantOf(zone, from, 0), to: instantOf(zone, addDays(to, 1), 0) }
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
