import type { Context } from '../../src/conversation/flow.ts'
import { type Button, bold, joined, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { daysBetween } from '../../src/shop/profile/opening.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Offer, Waiting } from '../../src/shop/waiting-list/waiting.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import { attachments, eventButtons, whenAndWho } from '../steps/appointment-card.ts'
import { shortDay, showInstant } from '../steps/showing.ts'
import { waitingListTexts } from './texts.ts'

/** At most so many rows of choices on a screen. */
const rowsAtMost = 4

export async function joinedScreen(c: Context<unknown>, waiting: Waiting): Promise<Screen> {
  const t = words(c)
  const { offerMinutes } = c.shop.profile.current().settings.waitingList
  return {
    text: joined([bold(t.joined), await wishInWords(c, waiting), t.promise(offerMinutes)]),
    rows: [[leaveButton(c, waiting)]],
  }
}

export async function listScreen(c: Context<unknown>): Promise<Screen> {
  const t = words(c)
  const { zone } = c.shop.profile.current()
  const all = (await c.shop.waitingList.ofCustomer(c.customer._id)).slice(0, rowsAtMost)
  const lines = await Promise.all(
    all.map(async (one) => joined([await wishInWords(c, one), one.state === 'offered' && t.asked], ' · ')),
  )
  return {
    text: joined([bold(t.list), ...lines]),
    rows: all.map(({ _id, onDays: [first = '', ...more] }): Button[] => {
      const day = shortDay(first, c.language, zone)
      return [{ label: more.length > 0 ? t.leaveFrom(day) : t.leaveOne(day), tap: 'leave', value: _id }]
    }),
  }
}

/** The question whether they take the time that is kept for them. */
export async function offerScreen(c: Context<unknown>, waiting: Waiting, offer: Offer): Promise<Screen> {
  const t = words(c)
  const held = await c.shop.appointments.get(offer.appointmentId)
  return {
    text: joined([
      bold(t.offer),
      await whatFor(c, waiting),
      held && whenAndWho(held, c),
      t.keptUntil(instantInWords(c, offer.expiresAt)),
    ]),
    rows: [
      [
        { label: t.accept, enter: 'waiting-list', entry: 'accept', value: offer.appointmentId, style: 'primary' },
        { label: t.decline, enter: 'waiting-list', entry: 'decline', value: offer.appointmentId },
      ],
      [leaveButton(c, waiting)],
    ],
  }
}

/** What becomes of the question when nobody answered it. */
export function lapsedScreen(c: Context<unknown>, waiting: Waiting, startsAt: Date): Screen {
  const t = words(c)
  const out = waiting.state === 'left'
  return {
    text: joined([t.lapsed(instantInWords(c, startsAt)), out ? t.out : t.stillIn]),
    rows: [[out ? { label: t.book, enter: 'booking', entry: 'start', value: '' } : leaveButton(c, waiting)]],
  }
}

export function acceptedScreen(c: Context<unknown>, appointment: Appointment): Screen {
  const t = words(c)
  return {
    text: joined([joined([bold(t.accepted), whenAndWho(appointment, c)]), !c.isOnBehalf && t.acceptedHint], '\n\n'),
    rows: [eventButtons(c, appointment)],
    attach: attachments(c, appointment, t.icsCaption),
  }
}

export function declinedScreen(c: Context<unknown>, waiting: Waiting): Screen {
  return { text: words(c).declined, rows: [[leaveButton(c, waiting)]] }
}

/** 3月6日 周五 10:00 · 常规保养 · 粤B 12345 */
async function wishInWords(c: Context<unknown>, waiting: Waiting): Promise<Rich> {
  return joined([bold(daysInWords(c, waiting)), await whatFor(c, waiting)], ' · ')
}

/** One day, days in a row as a span, others one by one; each with the hours. */
function daysInWords(c: Context<unknown>, { onDays, fromMinute, toMinute }: Waiting): string {
  const where = { language: c.language, zone: c.shop.profile.current().zone, now: c.now }
  const [onDay = ''] = onDays
  const toDay = onDays.at(-1) ?? onDay
  const isSpan = onDays.length > 2 && daysBetween(onDay, toDay) === onDays.length - 1
  if (isSpan) return describeWish({ onDay, fromMinute, toMinute, span: { toDay } }, where)
  return onDays.map((one) => describeWish({ onDay: one, fromMinute, toMinute }, where)).join(words(c).or)
}

async function whatFor(c: Context<unknown>, { itemIds, vehicleId }: Waiting): Promise<string> {
  const vehicle = await c.shop.vehicles.get(vehicleId)
  const items = c.shop.profile.current().items.filter(({ id }) => itemIds.includes(id))
  const names = items.map(({ name }) => name[c.language]).join(' + ')
  return vehicle ? `🔧 ${names}  🚗 ${showPlate(vehicle.plate)}` : `🔧 ${names}`
}

const leaveButton = (c: Context<unknown>, { _id }: Waiting): Button => ({
  label: words(c).leave,
  enter: 'waiting-list',
  entry: 'leave',
  value: _id,
})

const instantInWords = (c: Context<unknown>, at: Date) =>
  showInstant(at, { language: c.language, zone: c.shop.profile.current().zone, now: c.now })

const words = (c: Context<unknown>) => waitingListTexts[c.language]
