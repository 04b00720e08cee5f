import type { Language } from '../../src/language.ts'
import { barChart } from '../../src/picture/bar-chart.ts'
import type { DeclineReason } from '../../src/shop/outreach/outreach.ts'
import { pareto } from '../../src/shop/outreach/tally.ts'
import { declineReasonTexts } from '../steps/decline-reasons.ts'
import { funnelTexts } from './funnel.texts.ts'

/** Why customers declined, the most frequent reason first; `null` when nobody said. */
export function declinesChart(
  title: string,
  counts: Partial<Record<DeclineReason, number>>,
  language: Language,
): string | null {
  const lines = pareto(counts)
  if (lines.length === 0) return null
  const all = lines.reduce((sum, { count }) => sum + count, 0)
  const reasons = declineReasonTexts[language]
  return barChart({
    title: funnelTexts[language].whyNot(title),
    subtitle: funnelTexts[language].answers(all),
    bars: lines.map(({ reason, count, share, upTo }) => {
      return { label: reasons[reason], value: count, note: `${count} · ${Math.round(share * 100)}%`, upTo }
    }),
  })
}
