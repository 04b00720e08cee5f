import { texts } from '../../src/language.ts'
import { declineReasonTexts } from '../steps/decline-reasons.ts'

const reasonIn = (language: 'zh-CN' | 'en', reason: string) =>
  (declineReasonTexts[language] as Record<string, string>)[reason] ?? reason

/** What the shop does about reasons, with what came of it. */
export const improvementTexts = texts(
  {
    none: '还没有改善措施。',
    noAnswers: '没有回答',
    reason: (reason: string) => `「${reasonIn('zh-CN', reason)}」`,
    effect: (days: number, before: string, after: string) => `前${days}天 ${before} → 后${days}天 ${after}`,
    soFar: (days: number, before: string) => `之前${days}天 ${before}，还没开始`,
  },
  {
    none: 'There are no improvements yet.',
    noAnswers: 'no answers',
    reason: (reason: string) => `“${reasonIn('en', reason)}”`,
    effect: (days: number, before: string, after: string) =>
      `${days} days before ${before} → ${days} days after ${after}`,
    soFar: (days: number, before: string) => `${days} days before ${before}, not begun yet`,
  },
)
