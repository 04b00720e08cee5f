import type { Due } from '../care/due.ts'
import { addDays, dayOf, daysBetween } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Outreach } from './outreach.ts'

/** What comes next for something that is due: a message in the chat, a person's call, nothing yet, or nothing any more. */
export type NextStep =
  | { step: 'chat'; attempt: number }
  | { step: 'call'; attempt: number }
  | { step: 'wait' }
  | { step: 'over'; why: OverWhy }
export type OverWhy = 'declined' | 'sold' | 'opted out' | 'booked' | 'nobody answered'

/** Attempts that go out by themselves; the next is a person's, and then no more (rule of the trade: two, then a call). */
export const byItself = 2

type Rules = Pick<ShopProfile, 'zone' | 'settings'>

/**
 * Pure: the next step of a chain on a shop day, by the attempts so far, the first first. What was never sent counts for
 * nothing; a wish to hear of it later is kept; any other answer ends it.
 */
export function nextStep(
  attempts: Outreach[],
  { isInChat, today }: { isInChat: boolean; today: string },
  { zone, settings }: Rules,
): NextStep {
  const made = attempts.filter(({ state }) => state !== 'unsent')
  const last = made.at(-1)
  const attempt = attempts.length + 1
  if (made.some(({ appointmentId }) => appointmentId !== null)) return { step: 'over', why: 'booked' }
  if (!last) return isInChat && attempts.length < byItself ? { step: 'chat', attempt } : { step: 'call', attempt }
  const { answer } = last
  if (answer?.what === 'no') return { step: 'over', why: 'declined' }
  if (answer?.what === 'sold') return { step: 'over', why: 'sold' }
  if (answer?.what === 'opt-out') return { step: 'over', why: 'opted out' }
  if (last.state === 'planned' && last.by === 'chat') return { step: 'wait' }
  const since = dayOf(zone, last.sentAt ?? last.plannedAt)
  const { sameCauseAfterDays, callAfterDays } = settings.outreach
  const isLastByItself = last.by === 'chat' && last.attempt >= byItself
  const from = answer?.again ?? addDays(since, isLastByItself ? callAfterDays : sameCauseAfterDays)
  if (daysBetween(today, from) > 0) return { step: 'wait' }
  // Whoever named a day themselves is not somebody who ignores us.
  if (last.by === 'call' && !answer?.again) return { step: 'over', why: 'nobody answered' }
  if (isInChat && (last.attempt < byItself || answer?.again)) return { step: 'chat', attempt }
  return { step: 'call', attempt }
}

/** What is worth a word on a shop day: due soon, or not for too long. The earliest first. */
export function worthAWord(dues: Due[], today: string, { settings }: Pick<ShopProfile, 'settings'>): Due[] {
  const [from, to] = wordedSpan(today, { settings })
  return dues.filter(({ dueOn }) => dueOn >= from && dueOn <= to)
}

/** The due days that are worth a word today. */
export function wordedSpan(today: string, { settings }: Pick<ShopProfile, 'settings'>): [string, string] {
  return [addDays(today, -settings.care.overdueDays), addDays(today, settings.outreach.dueAheadDays)]
}
