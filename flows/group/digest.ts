import { type Language, texts } from '../../src/language.ts'
import { bold, joined, type Rich } from '../../src/messages/screen.ts'
import type { Opinion } from '../../src/shop/opinions/opinion.ts'
import type { DeclineReason } from '../../src/shop/outreach/outreach.ts'
import { type Funnel, noFunnel } from '../../src/shop/outreach/tally.ts'
import { showDate, showMoney } from '../steps/showing.ts'
import { declinesChart } from './declines-chart.ts'
import { causesChart, meanInWords, trendChart } from './opinions.ts'

/** A week of the shop, beginning on `monday`. */
export type Digest = {
  monday: string
  opinion: Opinion | null
  before: Opinion | null
  weeks: Map<string, Opinion>
  funnel: Map<string, Funnel>
  declines: Map<string, Partial<Record<DeclineReason, number>>>
  complaints: { opened: number; closed: number; standing: number }
}

const digestTexts = texts(
  {
    title: (from: string) => `📊 周报：${from} 起的一周`,
    opinion: (asked: number, answered: number) => `🙂 满意度：发出 ${asked}，回答 ${answered}`,
    mean: (now: string, before: string) => `平均 ${now}；上周 ${before}`,
    none: '没有回答',
    complaints: (n: Digest['complaints']) => `😠 投诉：新增 ${n.opened}，结案 ${n.closed}，在办 ${n.standing}`,
    funnel: (f: Funnel, paid: string) =>
      `📣 招揽：到期 ${f.due} → 触达 ${f.reached} → 回应 ${f.answered} → 预约 ${f.booked} → 到店 ${f.arrived} → 付款 ${f.paid}（${paid}）`,
    week: '本周',
  },
  {
    title: (from: string) => `📊 The week from ${from}`,
    opinion: (asked: number, answered: number) => `🙂 Satisfaction: ${asked} asked, ${answered} answered`,
    mean: (now: string, before: string) => `mean ${now}; the week before ${before}`,
    none: 'no answers',
    complaints: (n: Digest['complaints']) => `😠 Complaints: ${n.opened} new, ${n.closed} closed, ${n.standing} open`,
    funnel: (f: Funnel, paid: string) =>
      `📣 Reaching out: ${f.due} due → ${f.reached} reached → ${f.answered} answered → ${f.booked} booked → ${f.arrived} arrived → ${f.paid} paid (${paid})`,
    week: 'This week',
  },
)

/** The numbers of the week, each with how many answers stand behind it. */
export function digestText({ monday, opinion, before, funnel, complaints }: Digest, language: Language): Rich {
  const t = digestTexts[language]
  const mean = (one: Opinion | null) => (one && one.answered > 0 ? meanInWords(one, language) : t.none)
  const all = [...funnel.values()].reduce(added, noFunnel())
  return joined([
    bold(t.title(showDate(monday, language))),
    t.opinion(opinion?.asked ?? 0, opinion?.answered ?? 0),
    (opinion || before) && t.mean(mean(opinion), mean(before)),
    t.complaints(complaints),
    t.funnel(all, showMoney(all.paidFen)),
  ])
}

/** What there is to see: the trend, what was not good, why customers declined. */
export function digestPictures({ opinion, weeks, declines }: Digest, language: Language): string[] {
  const t = digestTexts[language]
  const why: Partial<Record<DeclineReason, number>> = {}
  for (const counts of declines.values())
    for (const [reason, many] of Object.entries(counts))
      why[reason as DeclineReason] = (why[reason as DeclineReason] ?? 0) + many
  const pictures = [
    trendChart(weeks, language),
    opinion && causesChart(t.week, opinion, language),
    declinesChart(t.week, why, language),
  ]
  return pictures.filter((svg): svg is string => svg !== null)
}

function added(one: Funnel, other: Funnel): Funnel {
  const keys = Object.keys(one) as (keyof Funnel)[]
  return Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as Funnel
}
