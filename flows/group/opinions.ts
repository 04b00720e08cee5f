import { type Language, texts } from '../../src/language.ts'
import { type Bar, barChart } from '../../src/picture/bar-chart.ts'
import type { Interval } from '../../src/shop/opinions/intervals.ts'
import type { Opinion } from '../../src/shop/opinions/opinion.ts'
import type { Grouping } from '../../src/shop/opinions/opinions.ts'
import { pareto } from '../../src/shop/outreach/tally.ts'
import type { ShopProfile } from '../../src/shop/profile/shop-profile.ts'
import type { Cause } from '../../src/shop/surveys/survey.ts'
import { causeNames } from '../steps/causes.ts'
import { showDate } from '../steps/showing.ts'

export const opinionTexts = texts(
  {
    nothing: '这段时间没有调查。',
    columns: { group: '', asked: '发出', answered: '回答', mean: '平均分', satisfied: '满意', nps: 'NPS' },
    few: '样本少',
    causes: (title: string) => `${title}：不满意在哪里`,
    answers: (n: number) => `共 ${n} 次提到；红点是累计占比`,
    trend: '每周平均分',
    trendNote: '满分 5 分；括号里是回答数',
    all: '全部',
  },
  {
    nothing: 'There were no surveys in that time.',
    columns: { group: '', asked: 'asked', answered: 'answered', mean: 'mean', satisfied: 'satisfied', nps: 'NPS' },
    few: 'few answers',
    causes: (title: string) => `${title}: what was it`,
    answers: (n: number) => `named ${n} ${n === 1 ? 'time' : 'times'}; the dots are the share so far`,
    trend: 'Mean score by week',
    trendNote: 'out of 5; answers in brackets',
    all: 'all',
  },
)

/** Opinions as rows of a table: every number with how many stand behind it and where it truly lies. */
export function opinionsInWords(
  groups: Map<string, Opinion>,
  by: Grouping,
  shop: ShopProfile,
  language: Language,
): (string | number)[][] {
  const t = opinionTexts[language]
  const { group, asked, answered, mean, satisfied, nps } = t.columns
  const rows = [...groups].map(([name, one]) => [
    groupName(name, by, shop, language),
    one.asked,
    one.answered,
    meanInWords(one, language),
    one.answered === 0 ? '–' : `${percent(one.satisfied / one.answered)} ${between(one.satisfiedInterval, percent)}`,
    one.nps ? `${one.nps.score} (n=${one.nps.answered})` : '–',
  ])
  return [[group, asked, answered, mean, satisfied, nps], ...rows]
}

export function meanInWords({ mean, meanInterval, answered }: Opinion, language: Language): string {
  if (mean === null) return '–'
  const sure = meanInterval ? between(meanInterval, (value) => value.toFixed(1)) : opinionTexts[language].few
  return `${mean.toFixed(2)} ${sure} n=${answered}`
}

/** What customers were not satisfied with, the most frequent first; `null` when nobody said. */
export function causesChart(title: string, { causes }: Pick<Opinion, 'causes'>, language: Language): string | null {
  const lines = pareto<Cause>(causes)
  if (lines.length === 0) return null
  const t = opinionTexts[language]
  const bars = lines.map(({ reason, count, share, upTo }): Bar => {
    return { label: causeNames[language][reason], value: count, note: `${count} · ${percent(share)}`, upTo }
  })
  return barChart({
    title: t.causes(title),
    subtitle: t.answers(lines.reduce((sum, { count }) => sum + count, 0)),
    bars,
  })
}

/** The mean score of each week. */
export function trendChart(weeks: Map<string, Opinion>, language: Language): string | null {
  const answered = [...weeks].filter(([, { mean }]) => mean !== null)
  if (answered.length === 0) return null
  const t = opinionTexts[language]
  const bars = answered.map(([monday, { mean, answered: n }]): Bar => {
    return { label: showDate(monday, language), value: mean ?? 0, note: `${mean?.toFixed(2)} (${n})` }
  })
  return barChart({ title: t.trend, subtitle: t.trendNote, bars })
}

function groupName(name: string, by: Grouping, shop: ShopProfile, language: Language): string {
  const named = { item: shop.items, advisor: shop.advisors, technician: shop.technicians } as const
  if (by === 'cause') return causeNames[language][name as Cause] ?? name
  if (by === 'all') return opinionTexts[language].all
  if (by === 'week' || by === 'month') return name
  return named[by].find(({ id }) => id === name)?.name[language] ?? name
}

const percent = (share: number) => `${Math.round(share * 100)}%`
const between = (interval: Interval | null, show: (value: number) => string) =>
  interval ? `[${show(interval.low)}–${show(interval.high)}]` : ''
