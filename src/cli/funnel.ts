import { funnelTexts } from '../../flows/group/funnel.texts.ts'
import { declineReasonTexts } from '../../flows/steps/decline-reasons.ts'
import type { Config } from '../config.ts'
import type { Language } from '../language.ts'
import { pareto } from '../shop/outreach/tally.ts'
import { atDesk } from './at-desk.ts'
import { reported } from './days.ts'
import { given } from './options.ts'
import { table } from './table.ts'

type Settings = Config | { problems: string[] }

const groupings = ['cause', 'campaign', 'advisor'] as const
const columns = ['due', 'reached', 'answered', 'booked', 'arrived', 'paid'] as const

/** Prints what came of reaching out: due → reached → answered → booked → arrived → paid, by cause, campaign or advisor. */
export const funnel = (config: Settings, args: string[]) =>
  atDesk(config, async ({ shop, language, now }) => {
    const asked = reported(args, groupings, shop.profile.current(), now)
    if ('no' in asked) return asked
    const groups = [...(await shop.funnel(asked.span, asked.by))].toSorted(([a], [b]) => a.localeCompare(b))
    if (given(args).json) return JSON.stringify(Object.fromEntries(groups))
    const t = funnelTexts[language]
    if (groups.length === 0) return t.nothing
    const rows = groups.map(([name, counts]) => [t.groups[name] ?? (name || '–'), ...columns.map((one) => counts[one])])
    return table([[t.by[asked.by], ...columns.map((one) => t.steps[one])], ...rows])
  })

/** Prints why customers declined, the most frequent reason first, by campaign, advisor or cause. */
export const declines = (config: Settings, args: string[]) =>
  atDesk(config, async ({ shop, language, now }) => {
    const asked = reported(args, groupings, shop.profile.current(), now)
    if ('no' in asked) return asked
    const groups = [...(await shop.outreaches.declines(asked.span, asked.by))]
    if (given(args).json)
      return JSON.stringify(Object.fromEntries(groups.map(([name, counts]) => [name, pareto(counts)])))
    const t = funnelTexts[language]
    if (groups.length === 0) return t.noDeclines
    return groups
      .map(([name, counts]) => `${t.groups[name] ?? (name || '–')}\n${paretoInWords(counts, language)}`)
      .join('\n\n')
  })

function paretoInWords(counts: Parameters<typeof pareto>[0], language: Language): string {
  const reasons = declineReasonTexts[language]
  const percent = (share: number) => `${Math.round(share * 100)}%`
  return table(
    pareto(counts).map(({ reason, count, share, upTo }) => [
      `  ${(reasons as Record<string, string>)[reason] ?? reason}`,
      count,
      percent(share),
      `→ ${percent(upTo)}`,
    ]),
  )
}
