import type { Language } from '../../language.ts'
import type { Refusal } from '../../refusal.ts'

/**
 * When a customer would like to come. `onDay` null is any day; the window is in shop-local minutes since midnight:
 * equal ends are an exact time, both null any time of that day. `span` stretches the wish from `onDay` to `toDay`.
 */
export type Wish = {
  onDay: string | null
  fromMinute: number | null
  toMinute: number | null
  span?: { toDay: string }
}

/** Why a time that was said cannot be wished for. */
export type WishRefusal = 'past' | 'closed' | 'beyond-horizon' | 'no-such-day' | 'outside-hours' | 'refused-day'

/** What became of an utterance; `rest` are its words that are not about time, without fillers. */
export type Understood =
  | { kind: 'none' }
  | { kind: 'wish'; wish: Wish; rest: string }
  | { kind: 'ask'; options: Wish[]; rest: string }
  | { kind: 'no'; refusal: Refusal<WishRefusal>; onDay?: string; rest: string }

/** What must be known to understand a time: the present, the shop's zone, hours (null: closed) and booking horizon. */
export type WishFacts = {
  now: Date
  zone: string
  language: Language
  hours(onDay: string): { opensMinute: number; closesMinute: number } | null
  horizonDays: number
}
