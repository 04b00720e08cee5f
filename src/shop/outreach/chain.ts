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
/** Calls that reached nobody; more would be pestering. */
const callsUnreached = 2

type Rules = Pick<ShopProfile, 'zone' | 'settings'>

/** What decides beside the attempts; `today` is a shop day. */
export type Standing = { isInChat: boolean; optedOut: boolean; today: string }

/**
 * Pure: the next step of a chain on a shop day, by the attempts so far, the first first. What could not be sent, and whom
 * nobody reached on the phone, is tried again after a while, and once; a wish to hear of it later is kept; any other answer
 * ends it, and so does leaving the list, whose first attempt only notes that nothing was sent. What was planned on this very
 * day is answered again: whoever planned it may not have come to the end.
 */
export function nextStep(attempts: Outreach[], { isInChat, optedOut, today }: Standing, shop: Rules): NextStep {
  const { sameCauseAfterDays, callAfterDays } = shop.settings.outreach
  const dayOfAttempt = ({ sentAt, plannedAt }: Outreach) => dayOf(shop.zone, sentAt ?? plannedAt)
  const tried = attempts.at(-1)
  const last = attempts.findLast(({ state }) => state !== 'unsent')
  const attempt = attempts.length + 1
  const ended = whyOver(attempts)
  if (ended) return { step: 'over', why: ended }
  if (tried?.state === 'planned' && dayOfAttempt(tried) === today) return { step: tried.by, attempt: tried.attempt }
  if (optedOut) return isInChat && !tried ? { step: 'chat', attempt } : { step: 'over', why: 'opted out' }
  if (last?.state === 'planned' && last.by === 'chat') return { step: 'wait' }
  const again = last === tried ? (last?.answer?.again ?? null) : null
  if (tried) {
    const isLastByItself = tried.by === 'chat' && chatsIn(attempts) >= byItself
    const pause = tried.state === 'unsent' || isLastByItself ? callAfterDays : sameCauseAfterDays
    if (daysBetween(today, again ?? addDays(dayOfAttempt(tried), pause)) > 0) return { step: 'wait' }
  }
  // Whoever named a day themselves is not somebody who ignores us.
  if (last?.by === 'call' && !again) return { step: 'over', why: 'nobody answered' }
  if (isInChat && (again || chatsIn(attempts) < byItself)) return { step: 'chat', attempt }
  return { step: 'call', attempt }
}

/** Whether an attempt has already ended it: a visit, an answer, or the phone nobody picks up. */
function whyOver(attempts: Outreach[]): OverWhy | null {
  if (attempts.some(({ appointmentId }) => appointmentId !== null)) return 'booked'
  const answer = attempts.findLast(({ state }) => state !== 'unsent')?.answer
  if (answer?.what === 'no') return 'declined'
  if (answer?.what === 'sold') return 'sold'
  if (answer?.what === 'opt-out') return 'opted out'
  return attempts.filter(({ by, state }) => by === 'call' && state === 'unsent').length >= callsUnreached
    ? 'nobody answered'
    : null
}

const chatsIn = (attempts: Outreach[]) => attempts.filter(({ by }) => by === 'chat').length

/** What a booking for what is due begins with: the shop's regular service, and work that was advised before. */
export function itemsFor(dues: Due[], { items }: Pick<ShopProfile, 'items'>): string[] {
  const service = items.find(({ renewsInterval }) => renewsInterval)
  return dues.flatMap((due) => {
    if (due.cause === 'declined') return [due.itemId]
    return due.cause === 'service' && service ? [service.id] : []
  })
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
