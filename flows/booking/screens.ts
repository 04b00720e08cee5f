import type { Context } from '../../src/conversation/flow.ts'
import { type Button, bold, joined, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import { isFreeAgain, quote as quoteFor } from '../../src/shop/profile/quote.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { attachments, eventButtons, whenAndWho } from '../steps/appointment-card.ts'
import { otherDays, suggestions } from '../steps/choosing-time.ts'
import { concernInWords } from '../steps/concern.ts'
import { staleMileage } from '../steps/mileage.ts'
import { asLabel, inPages, inRows, widthOf } from '../steps/rows.ts'
import { showDuration, showInstantFirst, showMoney } from '../steps/showing.ts'
import { type Chosen, type Draft, type Started, soughtFor } from './draft.ts'
import { bookingTexts } from './texts.ts'

const words = (c: Context<unknown>) => bookingTexts[c.language]

/** Steps a customer sees: what, when, and the last check. */
export const progressOf = (step: 1 | 2 | 3): [number, number] => [step, 3]

export async function vehicleScreen(c: Context<Started & { page?: number }>): Promise<Screen> {
  const { whichVehicle, otherVehicle } = words(c)
  const vehicles = await c.shop.vehicles.ofCustomer(c.customer._id)
  const buttons = vehicles.map(({ _id, plate }): Button => ({ label: showPlate(plate), tap: 'drive', value: _id }))
  const last: Button[] = [{ label: otherVehicle, tap: 'other' }]
  return { text: whichVehicle, rows: inPages(buttons, { perRow: 2, page: c.state.page, last, language: c.language }) }
}

/** Three narrow labels fit side by side on a phone, of wider ones two. */
const narrow = 13

export function itemsScreen(c: Context<Draft & { page?: number }>): Screen {
  const t = words(c)
  const { language, state } = c
  const items = c.shop.profile.current().items.filter((item) => !state.itemIds.includes(item.id))
  const buttons = items.map(({ id, name }) => ({ label: asLabel(name[language]), tap: 'item', value: id }))
  const perRow = buttons.every(({ label }) => widthOf(label) <= narrow) ? 3 : 2
  const last: Button[] = [{ label: t.tellConcern, tap: 'tell' }]
  return {
    progress: progressOf(1),
    text: state.itemIds.length ? t.addItem : t.whichItem,
    rows: inPages(buttons, { perRow, page: state.page, last, language }),
  }
}

export function concernScreen(c: Context<Draft>): Screen {
  const t = words(c)
  const { concern } = c.state
  return {
    progress: progressOf(1),
    text: concern.length
      ? joined([t.concernSoFar, quote(concernInWords(concern, c)), t.concernMore], '\n')
      : t.concernAsk,
    rows: concern.length ? [[{ label: t.next, tap: 'next', style: 'primary' }]] : [],
  }
}

type Subject = Pick<Draft, 'itemIds' | 'vehicleId' | 'reworkOf'>

/** What the visit is for, at which price and for how long. */
async function inShort(c: Context<unknown>, { itemIds, vehicleId, reworkOf }: Subject): Promise<Rich> {
  const t = words(c)
  const profile = c.shop.profile.current()
  const quoted = quoteFor(profile, itemIds)
  const isFree = reworkOf !== undefined && isFreeAgain(profile, itemIds)
  const names = profile.items.filter(({ id }) => itemIds.includes(id)).map((item) => item.name[c.language])
  const vehicle = await c.shop.vehicles.get(vehicleId)
  return joined([
    joined([bold(`🔧 ${names.join(' + ')}`), vehicle && t.vehicle(showPlate(vehicle.plate))], '  '),
    joined(
      [
        isFree ? t.free : t.quote(showMoney(quoted.lowFen, quoted.highFen)),
        t.duration(showDuration(quoted.minutes, c.language)),
      ],
      '  ',
    ),
  ])
}

/** Rule 2.1: items, parts, price range, duration, warranty and the care of booked customers, before anything is confirmed. */
async function offer(c: Context<Draft>): Promise<Rich> {
  const t = words(c)
  const profile = c.shop.profile.current()
  const { language } = c
  const { itemIds } = c.state
  const { parts, warranty } = quoteFor(profile, itemIds)
  const listed = parts.map(({ name, quantity, priceFen }) =>
    [name[language], quantity > 1 && `×${quantity}`, showMoney(priceFen * quantity)].filter(Boolean).join(' '),
  )
  return joined([
    await inShort(c, c.state),
    listed.length ? t.parts(listed.join(t.comma)) : t.noParts,
    t.warranty(warranty[language]),
    t.care(profile.care[language]),
  ])
}

export async function timesScreen(c: Context<Draft>): Promise<Screen> {
  const t = words(c)
  const { lead, slots, rows } = await suggestions(c, soughtFor(c.state), c.state.wish)
  return {
    progress: progressOf(2),
    text: joined([await offer(c), lead ?? (slots.length > 0 ? t.suggested : t.nothingFree)], '\n\n'),
    rows: [...rows, [otherDays(c), { label: t.more, tap: 'more' }]],
  }
}

/** Above the question for the phone: that the time is safe meanwhile. */
export function heldFor(c: Context<Chosen>): Rich {
  const where = { language: c.language, zone: c.shop.profile.current().zone, now: c.now }
  return words(c).held(showInstantFirst(c.state.startsAt, where))
}

export async function confirmScreen(c: Context<Chosen>): Promise<Screen> {
  const t = words(c)
  const { concern, appointmentId } = c.state
  const appointment = await c.shop.appointments.get(appointmentId)
  const facts = joined([
    t.check,
    appointment && whenAndWho(appointment, c),
    await offer(c),
    concern.length > 0 && quote(concernInWords(concern, c)),
  ])
  return {
    progress: progressOf(3),
    text: joined([facts, t.heldFor(c.shop.profile.current().holdMinutes)], '\n\n'),
    rows: [
      [{ label: t.confirm, tap: 'confirm', style: 'primary' }],
      [
        { label: t.otherTime, tap: 'times' },
        { label: t.otherAdvisor, tap: 'advisors' },
      ],
    ],
  }
}

/** Advisors on one screen; whoever is free besides is among “anybody”. */
const advisorsAtMost = 6

export async function advisorScreen(c: Context<Chosen>): Promise<Screen> {
  const t = words(c)
  const { zone, advisors } = c.shop.profile.current()
  const { itemIds, startsAt, appointmentId } = c.state
  const sought = { itemIds, advisorId: null, onDay: dayOf(zone, startsAt), not: appointmentId }
  const slots = await c.shop.slots.times(sought)
  const free = slots.find((slot) => slot.startsAt.getTime() === startsAt.getTime())?.advisorIds ?? []
  const buttons = advisors
    .filter(({ id }) => free.includes(id))
    .slice(0, advisorsAtMost)
    .map(({ id, name }): Button => ({ label: asLabel(name[c.language]), tap: 'advisor', value: id }))
  return {
    progress: progressOf(3),
    text: t.whichAdvisor,
    rows: [...inRows(buttons, 2), [{ label: t.anyAdvisor, tap: 'advisor', value: '' }]],
  }
}

/** The confirmation: a new record in the chat, with the way there and a calendar file; a good moment to ask for the km. */
export async function bookedScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  const itemIds = appointment.items.map(({ id }) => id)
  const { vehicleId, source } = appointment
  const facts = joined([
    bold(t.booked),
    whenAndWho(appointment, c),
    await inShort(c, { itemIds, vehicleId, reworkOf: source.kind === 'rework' ? source.ref : undefined }),
    t.care(c.shop.profile.current().care[c.language]),
  ])
  const mileage = await staleMileage(c, appointment.vehicleId)
  return {
    text: joined([facts, mileage?.ask, !c.isOnBehalf && t.bookedHint], '\n\n'),
    rows: [eventButtons(c, appointment), ...(mileage ? [mileage.row] : [])],
    attach: attachments(c, appointment, t.icsCaption),
  }
}
