import { type Language, texts } from '../../src/language.ts'
import type { Measured } from '../../src/shop/improvements/improvement.ts'
import { causeNames } from '../steps/causes.ts'
import { declineReasonTexts } from '../steps/decline-reasons.ts'

const reasonIn = (language: Language, { of, reason }: Measured) =>
  of === 'declines' ? declineReasonTexts[language][reason] : causeNames[language][reason]
const joined = (reasons: readonly string[]) => reasons.join(', ')

/** What the shop does about reasons, with what came of it. */
export const improvementTexts = texts(
  {
    none: '还没有改善措施。',
    noAnswers: '没有回答',
    reason: (measured: Measured) => `「${reasonIn('zh-CN', measured)}」`,
    reasons: (declines: readonly string[], causes: readonly string[]) =>
      `--reason 是客户说的原因之一。不来的原因：${joined(declines)}；不满意的原因（--of feedback）：${joined(causes)}`,
    unknown: (id: string) => `没有这条改善措施：${id}`,
    effect: (days: number, before: string, after: string) => `前${days}天 ${before} → 后${days}天 ${after}`,
    soFar: (days: number, before: string) => `之前${days}天 ${before}，还没开始`,
  },
  {
    none: 'There are no improvements yet.',
    noAnswers: 'no answers',
    reason: (measured: Measured) => `“${reasonIn('en', measured)}”`,
    reasons: (declines: readonly string[], causes: readonly string[]) =>
      `--reason is one that customers give. Why they decline: ${joined(declines)}; what they were not content with (--of feedback): ${joined(causes)}`,
    unknown: (id: string) => `There is no improvement ${id}.`,
    effect: (days: number, before: string, after: string) =>
      `${days} days before ${before} → ${days} days after ${after}`,
    soFar: (days: number, before: string) => `${days} days before ${before}, not begun yet`,
  },
)
