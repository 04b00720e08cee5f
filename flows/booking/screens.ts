import type { Context } from '../../src/conversation/flow.ts'
import { type Button, bold, joined, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { quote as quoteFor } from '../../src/shop/profile/quote.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import { attachments, concernInWords, eventButtons, whenAndWho } from '../steps/appointment-card.ts'
import { slotRows } from '../steps/choosing-time.ts'
import { shopDay, showDuration, showMoney } from '../steps/showing.ts'
import type { Chosen, Draft, Started } from './draft.ts'
import { bookingTexts } from './texts.ts'

const words = (c: Context<unknown>) => bookingTexts[c.language]

/** Steps a customer sees: what, when, and the last check. */
export const progressOf = (step: 1 | 2 | 3): [number, number] => [step, 3]

export async function vehicleScreen(c: Context<Started>): Promise<Screen> {
  const vehicles = await c.shop.vehicles.ofCustomer(c.customer._id)
  const rows = vehicles
    .slice(0, 3)
    .map(({ _id, plate }): Button[] => [{ label: showPlate(plate), tap: 'drive', value: _id }])
  return { text: words(c).whichVehicle, rows: [...rows, [{ label: words(c).otherVehicle, tap: 'other' }]] }
}

export function itemsScreen(c: Context<Draft>): Screen {
  const t = words(c)
  const items = c.shop.profile.current().items.filter((item) => !c.state.itemIds.includes(item.id))
  const buttons = items.map((item): Button => ({ label: item.name[c.language], tap: 'item', value: item.id }))
  const rows = Array.from({ length: Math.ceil(buttons.length / 3) }, (_, row) => buttons.slice(row * 3, row * 3 + 3))
  return {
    progress: progressOf(1),
    text: c.state.itemIds.length ? t.addItem : t.whichItem,
    rows: [...rows.slice(0, 3), [{ label: t.tellConcern, tap: 'tell' }]],
  }
}

export function concernScreen(c: Context<Draft>): Screen {
  const t = words(c)
  const { concern } = c.state
  return {
    progress: progressOf(1),
    text: concern.length ? joined([t.concernSoFar, quote(concernInWords(concern, c))]) : t.concernAsk,
    rows: concern.length ? [[{ label: t.next, tap: 'next', style: 'primary' }]] : [],
  }
}

/** Rule 2.1: items, parts, price range, duration, warranty and the care of booked customers, before any time is chosen. */
export async function offer(c: Context<Draft>): Promise<Rich> {
  const t = words(c)
  const profile = c.shop.profile.current()
  const { language } = c
  const quoted = quoteFor(profile, c.state.itemIds)
  const names = profile.items.filter(({ id }) => c.state.itemIds.includes(id)).map((item) => item.name[language])
  const vehicle = await c.shop.vehicles.get(c.state.vehicleId)
  const parts = quoted.parts.map(
    (part) => `${part.name[language]}×${part.quantity} ${showMoney(part.priceFen * part.quantity)}`,
  )
  return joined([
    joined([bold(`🔧 ${names.join(' + ')}`), vehicle && t.vehicle(showPlate(vehicle.plate))], '  '),
    joined(
      [t.quote(showMoney(quoted.lowFen, quoted.highFen)), t.duration(showDuration(quoted.minutes, language))],
      '  ',
    ),
    parts.length ? t.parts(parts.join(t.comma)) : t.noParts,
    t.warranty(quoted.warranty[language]),
    t.care(profile.care[language]),
  ])
}

export async function timesScreen(c: Context<Draft>): Promise<Screen> {
  const t = words(c)
  const { itemIds, advisorId, wish } = c.state
  const { zone } = c.shop.profile.current()
  const slots = await c.shop.slots.suggest({ itemIds, advisorId, ...(wish && { wish }) })
  const asked = wish && describeWish(wish, { language: c.language, zone, now: c.now })
  const exact = wish !== null && wish.fromMinute !== null && wish.fromMinute === wish.toMinute
  const lead = !asked ? t.suggested : exact ? t.notFreeAt(asked) : t.near(asked)
  return {
    progress: progressOf(2),
    text: joined([await offer(c), slots.length ? lead : t.nothingFree], '\n\n'),
    rows: [
      ...slotRows(slots, c),
      [
        { label: t.otherDays, tap: 'days' },
        { label: t.more, tap: 'more' },
      ],
    ],
  }
}

export async function confirmScreen(c: Context<Chosen>): Promise<Screen> {
  const t = words(c)
  const profile = c.shop.profile.current()
  const appointment = await c.shop.appointments.get(c.state.appointmentId)
  return {
    progress: progressOf(3),
    text: joined(
      [joined([t.check, appointment && whenAndWho(appointment, c), await offer(c)]), t.heldFor(profile.holdMinutes)],
      '\n\n',
    ),
    rows: [
      [{ label: t.confirm, tap: 'confirm', style: 'primary' }],
      [
        { label: t.otherTime, tap: 'times' },
        { label: t.otherAdvisor, tap: 'advisors' },
      ],
    ],
  }
}

export async function advisorScreen(c: Context<Chosen>): Promise<Screen> {
  const t = words(c)
  const profile = c.shop.profile.current()
  const onDay = shopDay(c.state.startsAt, profile.zone)
  const slots = await c.shop.slots.times({
    itemIds: c.state.itemIds,
    advisorId: null,
    onDay,
    not: c.state.appointmentId,
  })
  const free = slots.find((slot) => slot.startsAt.getTime() === c.state.startsAt.getTime())?.advisorIds ?? []
  const rows = profile.advisors
    .filter(({ id }) => free.includes(id))
    .slice(0, 3)
    .map(({ id, name }): Button[] => [{ label: name[c.language], tap: 'advisor', value: id }])
  return { text: t.whichAdvisor, rows: [...rows, [{ label: t.anyAdvisor, tap: 'advisor', value: '' }]] }
}

/** The confirmation: a new record in the chat, with the way there and a calendar file. */
export async function bookedScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  const draft = {
    ...c,
    state: { itemIds: appointment.items.map(({ id }) => id), vehicleId: appointment.vehicleId } as Draft,
  }
  return {
    text: joined([joined([bold(t.booked), whenAndWho(appointment, c), await offer(draft)]), t.bookedHint], '\n\n'),
    rows: [eventButtons(c, appointment)],
    attach: attachments(c, appointment, t.icsCaption),
  }
}
