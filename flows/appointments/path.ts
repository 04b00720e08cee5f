import { z } from 'zod'
import type { Context, Move, Sent } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import type { Understood, Wish } from '../../src/shop/wishes/wish.ts'
import { wordRefusal } from '../refusals.ts'
import { attachments } from '../steps/appointment-card.ts'
import { exactly, unpackInstant } from '../steps/choosing-time.ts'
import { attach } from '../steps/concern.ts'
import { wish } from '../steps/schemas.ts'
import { cancelledScreen, movedScreen, soughtFor } from './screens.ts'
import { appointmentsTexts, cancelReasons, intents } from './texts.ts'

export const one = z.object({ id: z.string() })
/** What the customer is about to do with the one that is chosen; `options` are the new times that were typed. */
const list = z.object({ intent: z.enum(intents), options: z.array(wish), page: z.number() })

/** What each step of the appointments knows when it is shown. */
export const knows = {
  none: z.null(),
  list,
  one,
  move: one.extend({ wish: wish.nullable() }),
  which: one.extend({ options: z.array(wish) }),
  days: one.extend({ fromDay: z.string() }),
  hours: one.extend({ onDay: z.string(), page: z.number().optional() }),
  check: one.extend({ startsAt: z.date() }),
  cancel: one,
}
export type Next = Move<typeof knows>
type Intent = (typeof intents)[number]

/** The menu. */
export function home(): Next {
  return { enter: 'menu', entry: 'open', input: '' }
}

/** What there is: nothing, one, or a list to choose from. */
export async function present(c: Context<unknown>, intent: Intent = 'see', options: Wish[] = []): Promise<Next> {
  const [first, second] = await c.shop.appointments.upcoming(c.customer._id)
  if (!first) return { to: 'none', state: null }
  return second ? { to: 'list', state: { intent, options, page: 0 } } : onWith(c, first._id, intent, options)
}

/** The appointment that was pointed at, if it is this customer's and still stands; else what there is now. */
export async function pointed(c: Context<unknown>, id: string, intent: Intent, options: Wish[] = []): Promise<Next> {
  if (id === '') return present(c, intent, options)
  const own = await c.shop.appointments.upcoming(c.customer._id)
  if (own.some((appointment) => appointment._id === id)) return onWith(c, id, intent, options)
  const next = await present(c)
  return 'to' in next ? { ...next, notice: appointmentsTexts[c.language].gone } : next
}

function onWith(c: Context<unknown>, id: string, intent: Intent, [only, ...others]: Wish[]): Promise<Next> | Next {
  if (intent === 'see') return { to: 'one', state: { id } }
  if (intent === 'cancel') return { to: 'cancel', state: { id } }
  if (only && others.length > 0) return { to: 'which', state: { id, options: [only, ...others] } }
  return toWish(c, id, only ?? null)
}

/** A new time that was typed out of the blue; with nothing to move it is a wish for a booking. */
export async function moveTo(c: Context<unknown>, options: Wish[]): Promise<Next> {
  const next = await present(c, 'move', options)
  return 'to' in next && next.to === 'none' ? bookAt(options) : next
}

/** A time typed while looking at an appointment means: move it there; while there is none, a booking then. */
export async function onTime(c: Context<unknown>, understood: Understood): Promise<Next> {
  if (understood.kind === 'none') return { stay: '' }
  if (understood.kind === 'no') return { refuse: understood.refusal }
  const options = understood.kind === 'ask' ? understood.options : [understood.wish]
  const looked = one.safeParse(c.state)
  return looked.success ? onWith(c, looked.data.id, 'move', options) : moveTo(c, options)
}

const bookAt = (options: Wish[]): Next => ({
  enter: 'booking',
  entry: 'wish',
  input: { options, itemIds: [], concern: [] },
})

/** An exact wish that is free goes straight to the check; anything else is answered with times close to it. */
export async function toWish(c: Context<unknown>, id: string, wanted: Wish | null): Promise<Next> {
  const startsAt = wanted && (await exactly(c, soughtFor(await c.shop.appointments.get(id)), wanted))
  return startsAt ? toCheck(c, id, startsAt) : { to: 'move', state: { id, wish: wanted } }
}

/** A time that was tapped. */
export function pick(c: Context<unknown>, value: string): Promise<Next> | Next {
  const { id } = one.parse(c.state)
  const startsAt = unpackInstant(value)
  return startsAt ? toCheck(c, id, startsAt) : { to: 'move', state: { id, wish: null } }
}

async function toCheck(c: Context<unknown>, id: string, startsAt: Date): Promise<Next> {
  const appointment = await c.shop.appointments.get(id)
  if (appointment?.startsAt.getTime() !== startsAt.getTime()) return { to: 'check', state: { id, startsAt } }
  return { to: 'one', state: { id }, notice: appointmentsTexts[c.language].sameTime }
}

/** The check was agreed to. */
export async function confirmMove(c: Context<unknown>): Promise<Next> {
  const { id, startsAt } = knows.check.parse(c.state)
  const moved = await c.shop.appointments.move({ id, startsAt, by: c.by })
  if (isRefusal(moved)) return { to: 'move', state: { id, wish: null }, notice: wordRefusal(moved, c.language) }
  return { done: movedScreen(c, moved, attachments(c, moved, appointmentsTexts[c.language].icsUpdated)) }
}

/** The reason was tapped, and with it the appointment is cancelled. */
export async function cancelBecause(c: Context<unknown>, value: string): Promise<Next> {
  const reason = cancelReasons.find((known) => known === value) ?? 'other'
  const { id } = one.parse(c.state)
  const cancelled = await c.shop.appointments.cancel({ id, reason, by: c.by })
  return isRefusal(cancelled) ? present(c) : { done: cancelledScreen(c, cancelled) }
}

/** A picture sent while looking at an appointment belongs to that one. */
export async function keepSent(c: Context<unknown>, sent: Sent): Promise<Next> {
  const appointment = await c.shop.appointments.get(one.parse(c.state).id)
  if (!appointment) return present(c)
  const kept = await attach(c, appointment, sent)
  return isRefusal(kept) ? { refuse: kept } : { stay: kept }
}

/** The shop's today. */
export const today = (c: Context<unknown>) => dayOf(c.shop.profile.current().zone, c.now)
