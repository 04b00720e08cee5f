import type { Context } from '../../src/conversation/flow.ts'
import { type Attachment, type Button, bold, joined, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import type { Wish } from '../../src/shop/wishes/wish.ts'
import { eventButtons, itemsAndVehicle, whenAndWho } from '../steps/appointment-card.ts'
import { otherDays, type Sought, shortInstant, suggestions } from '../steps/choosing-time.ts'
import { concernInWords } from '../steps/concern.ts'
import { inPages } from '../steps/rows.ts'
import { showInstant, showInstantFirst, showMoney } from '../steps/showing.ts'
import { appointmentsTexts, type cancelReasons, type intents } from './texts.ts'

type One = { id: string }
type List = { intent: (typeof intents)[number]; options: Wish[]; page: number }
const words = (c: Context<unknown>) => appointmentsTexts[c.language]

/** Steps of a move: when, and the check. */
export const progressOf = (step: 1 | 2): [number, number] => [step, 2]

export function noneScreen(c: Context<unknown>): Screen {
  return { text: words(c).none, rows: [[{ label: words(c).book, tap: 'book', style: 'primary' }]] }
}

/** A screen of what is booked, with the way to what is only waited for. */
export async function withWaiting<S>(c: Context<S>, screen: Screen | Promise<Screen>): Promise<Screen> {
  const shown = await screen
  const [first] = await c.shop.waitingList.ofCustomer(c.customer._id)
  if (!first) return shown
  const waiting: Button = { label: words(c).waiting, enter: 'waiting-list', entry: 'open', value: '' }
  return { ...shown, rows: [...(shown.rows ?? []), [waiting]] }
}

/** Several appointments: what each is for stands in the text, its time on the button. */
export async function listScreen(c: Context<List>): Promise<Screen> {
  const { intent, options, page } = c.state
  const upcoming = await c.shop.appointments.upcoming(c.customer._id)
  const lines = await Promise.all(
    upcoming.map(async (one) => joined([bold(shortInstant(one.startsAt, c)), await itemsAndVehicle(one, c)], '  ')),
  )
  const buttons = upcoming.map(
    ({ _id, startsAt }): Button => ({ label: shortInstant(startsAt, c), tap: 'one', value: _id }),
  )
  const wanted = options[0] && describeWish(options[0], where(c))
  return {
    text: joined([words(c).list[intent](options.length === 1 ? (wanted ?? '') : ''), ...lines]),
    rows: inPages(buttons, { perRow: 2, page, language: c.language }),
  }
}

export async function oneScreen(c: Context<One>): Promise<Screen> {
  const t = words(c)
  const appointment = await c.shop.appointments.get(c.state.id)
  if (!appointment) return noneScreen(c)
  return {
    text: joined([bold(t.one), await described(appointment, c)]),
    rows: [
      [
        { label: t.move, tap: 'move' },
        { label: t.cancel, tap: 'cancel' },
      ],
    ],
  }
}

export async function moveScreen(c: Context<One & { wish: Wish | null }>): Promise<Screen> {
  const t = words(c)
  const appointment = await c.shop.appointments.get(c.state.id)
  if (!appointment) return noneScreen(c)
  const { lead, slots, rows } = await suggestions(c, soughtFor(appointment), c.state.wish)
  return {
    progress: progressOf(1),
    text: joined([t.moveFrom(when(appointment, c)), lead ?? (slots.length > 0 ? t.moveTo : t.nothingFree)]),
    rows: [...rows, [otherDays(c)]],
  }
}

export async function moveCheckScreen(c: Context<One & { startsAt: Date }>): Promise<Screen> {
  const t = words(c)
  const appointment = await c.shop.appointments.get(c.state.id)
  if (!appointment) return noneScreen(c)
  return {
    progress: progressOf(2),
    text: t.checkMove(showInstantFirst(appointment.startsAt, where(c)), showInstantFirst(c.state.startsAt, where(c))),
    rows: [[{ label: t.confirmMove, tap: 'confirm', style: 'primary' }], [{ label: t.keepOld, tap: 'keep' }]],
  }
}

export function movedScreen(c: Context<unknown>, appointment: Appointment, attach: Attachment[]): Screen {
  const t = words(c)
  return { text: joined([bold(t.moved), whenAndWho(appointment, c)]), rows: [eventButtons(c, appointment)], attach }
}

export async function cancelScreen(c: Context<One>): Promise<Screen> {
  const t = words(c)
  const appointment = await c.shop.appointments.get(c.state.id)
  if (!appointment) return noneScreen(c)
  const reason = (value: (typeof cancelReasons)[number]): Button => ({
    label: t.reasons[value],
    tap: 'because',
    value,
    style: 'danger',
  })
  return {
    text: t.cancelAsk(when(appointment, c)),
    rows: [
      [{ label: t.keep, tap: 'keep', style: 'primary' }],
      [reason('time'), reason('solved')],
      [reason('elsewhere'), reason('other')],
    ],
  }
}

export function cancelledScreen(c: Context<unknown>, appointment: Appointment): Screen {
  const t = words(c)
  return {
    text: t.cancelled(when(appointment, c)),
    rows: [[{ label: t.again, enter: 'booking', entry: 'like', value: appointment._id }]],
  }
}

/** What a move looks for: room for the same items at another time, the appointment's own place counting as free. */
export function soughtFor(appointment: Appointment | null): Sought {
  if (!appointment) return { itemIds: [], advisorId: null }
  const { _id, items, startsAt } = appointment
  return { itemIds: items.map(({ id }) => id), advisorId: null, not: _id, except: startsAt }
}

async function described(appointment: Appointment, c: Context<unknown>): Promise<Rich> {
  return joined([
    await itemsAndVehicle(appointment, c),
    whenAndWho(appointment, c),
    `💰 ${showMoney(appointment.quote.lowFen, appointment.quote.highFen)}`,
    appointment.concern.length > 0 && quote(concernInWords(appointment.concern, c)),
  ])
}

const where = (c: Context<unknown>) => ({ language: c.language, zone: c.shop.profile.current().zone, now: c.now })

const when = ({ startsAt }: { startsAt: Date }, c: Context<unknown>) => showInstant(startsAt, where(c))
