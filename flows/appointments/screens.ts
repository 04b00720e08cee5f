import type { Context } from '../../src/conversation/flow.ts'
import { type Attachment, type Button, bold, joined, quote, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import type { Wish } from '../../src/shop/wishes/wish.ts'
import { concernInWords, eventButtons, itemsAndVehicle, whenAndWho } from '../steps/appointment-card.ts'
import { slotRows } from '../steps/choosing-time.ts'
import { shopDay, shortDay, showInstant, showMoney, showTime } from '../steps/showing.ts'
import { appointmentsTexts, type cancelReasons } from './texts.ts'

type One = { id: string }
const words = (c: Context<unknown>) => appointmentsTexts[c.language]

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

export async function listScreen(c: Context<unknown>): Promise<Screen> {
  const { zone } = c.shop.profile.current()
  const upcoming = await c.shop.appointments.upcoming(c.customer._id)
  const rows = upcoming.slice(0, 3).map(({ _id, startsAt }): Button[] => [
    {
      label: `${shortDay(shopDay(startsAt, zone), c.language, zone)} ${showTime(startsAt, zone)}`,
      tap: 'one',
      value: _id,
    },
  ])
  return { text: words(c).list, rows }
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
  const { zone } = c.shop.profile.current()
  const { wish } = c.state
  const itemIds = appointment.items.map(({ id }) => id)
  const slots = await c.shop.slots.suggest({ itemIds, advisorId: null, not: appointment._id, ...(wish && { wish }) })
  const asked = wish && describeWish(wish, { language: c.language, zone, now: c.now })
  const exact = wish !== null && wish.fromMinute !== null && wish.fromMinute === wish.toMinute
  const lead = asked ? (exact ? t.notFreeAt(asked) : t.near(asked)) : t.moveTo(when(appointment, c))
  return {
    text: slots.length ? lead : t.nothingFree,
    rows: [...slotRows(slots, c), [{ label: t.otherDays, tap: 'days' }]],
  }
}

export async function moveCheckScreen(c: Context<One & { startsAt: Date }>): Promise<Screen> {
  const t = words(c)
  const appointment = await c.shop.appointments.get(c.state.id)
  if (!appointment) return noneScreen(c)
  return {
    text: t.checkMove(when(appointment, c), when(c.state, c)),
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

async function described(appointment: Appointment, c: Context<unknown>) {
  return joined([
    await itemsAndVehicle(appointment, c),
    whenAndWho(appointment, c),
    `💰 ${showMoney(appointment.quote.lowFen, appointment.quote.highFen)}`,
    appointment.concern.length > 0 && quote(concernInWords(appointment.concern, c)),
  ])
}

const when = ({ startsAt }: { startsAt: Date }, c: Context<unknown>) =>
  showInstant(startsAt, { language: c.language, zone: c.shop.profile.current().zone, now: c.now })
