import type { Understood, Wish, WishFacts } from '../../../src/shop/wishes/wish.ts'

/** A Tuesday morning at a shop that is open Monday to Saturday 8:30–18:00 and takes bookings for 60 days. */
export const tuesday: WishFacts = factsAt('2026-03-03T10:00:00+08:00')

/** The shop at another moment; only the day and time differ. */
export function factsAt(now: string, changes: Partial<WishFacts> = {}): WishFacts {
  return {
    now: new Date(now),
    zone: 'Asia/Shanghai',
    language: 'zh-CN',
    hours: (onDay) =>
      new Date(`${onDay}T00:00:00Z`).getUTCDay() === 0 ? null : { opensMinute: 510, closesMinute: 1080 },
    horizonDays: 60,
    ...changes,
  }
}

/** One line for what was understood: `03-05 15:00`, `03-05 12:00-18:00`, `ask 03-03 | 03-10`, `no past 03-02`, `none`. */
export function compact(understood: Understood): string {
  if (understood.kind === 'none') return 'none'
  if (understood.kind === 'no') return `no ${understood.refusal.refused} ${short(understood.onDay ?? '')}`.trim()
  if (understood.kind === 'ask') return `ask ${understood.options.map(wishWords).join(' | ')}`
  return wishWords(understood.wish)
}

function wishWords({ onDay, fromMinute, toMinute, span }: Wish): string {
  const day = onDay === null ? 'any' : span ? `${short(onDay)}..${short(span.toDay)}` : short(onDay)
  if (fromMinute === null || toMinute === null) return day
  return fromMinute === toMinute ? `${day} ${at(fromMinute)}` : `${day} ${at(fromMinute)}-${at(toMinute)}`
}

const short = (day: string) => day.replace(/^2026-/, '')
const at = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
