import type { Language } from '../../src/language.ts'
import { type Button, bold, joined, plain, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import type { Preparation } from '../../src/shop/preparation/preparation.ts'
import { type SheetLine, sheetOf } from '../../src/shop/preparation/sheet.ts'
import type { Shop } from '../../src/shop/shop.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { showDay, showDuration, showInstant, showTime } from '../steps/showing.ts'
import { groupTexts } from './texts.ts'

/** What a sheet is made of, besides the appointment. */
export type Desk = { shop: Shop; language: Language; now: Date }

/**
 * The sheet of one appointment for advisor, parts and workshop, with a button for everything that is to be got ready, and
 * one for the arrival.
 */
export async function sheetScreen(
  appointment: Appointment,
  preparation: Preparation | null,
  desk: Desk,
): Promise<Screen> {
  const t = groupTexts[desk.language]
  const text = await sheetInWords(appointment, preparation, desk)
  const { state, _id } = appointment
  if (state === 'cancelled') return { text: [{ strike: plain(text) }, `\n${t.states.cancelled}`] }
  if (state !== 'booked') return { text: joined([text, state !== 'held' && t.states[state]]) }
  const lines = linesOf(appointment, preparation, desk)
  const buttons = lines.map(
    ({ key, what, ready }): Button => ({
      label: `${ready ? '✅' : '⬜'} ${what}`,
      enter: 'preparation',
      entry: 'tick',
      value: `${_id}.${key}`,
    }),
  )
  const missing: Button = { label: t.missing, enter: 'preparation', entry: 'missing', value: _id }
  const here: Button = { label: t.states.arrived, enter: 'visit', entry: 'arrive', value: _id }
  return { text, rows: [...pairs(buttons), [missing, here]] }
}

/**
 * The words of a sheet; the same in the group and in the terminal. The customer's own words stay as they are, and since a
 * sheet hangs for days it never says 明天.
 */
export async function sheetInWords(
  appointment: Appointment,
  preparation: Preparation | null,
  { shop, language, now }: Desk,
): Promise<Rich> {
  const t = groupTexts[language]
  const { zone, advisors } = shop.profile.current()
  const [customer, vehicle] = await Promise.all([
    shop.customers.get(appointment.customerId),
    shop.vehicles.get(appointment.vehicleId),
  ])
  const lines = linesOf(appointment, preparation, { shop, language, now })
  const listed = (kinds: SheetLine['kind'][]) =>
    lines.filter(({ kind }) => kinds.includes(kind)).map(({ what, ready }) => `${ready ? '✅' : '⬜'} ${what}`)
  const parts = listed(['part'])
  const words = appointment.concern.map((one) => one.words).filter(Boolean)
  return joined([
    bold(`${showInstant(appointment.startsAt, { language, zone })}–${showTime(appointment.endsAt, zone)}`),
    `🚗 ${[vehicle && showPlate(vehicle.plate), customer ? (customer.name ?? t.nobody) : t.erased].filter(Boolean).join(' · ')}`,
    `🔧 ${itemsOf(appointment, { shop, language })}  ${t.advisor(advisors.find(({ id }) => id === appointment.advisorId)?.name[language] ?? '')}`,
    parts.length > 0 && `${t.parts}${parts.join('  ')}`,
    `${t.workshop}${listed(['bay', 'technician']).join('  ')}  ${t.minutes(showDuration(appointment.quote.minutes, language))}`,
    words.length > 0 && quote(words.join('\n')),
  ])
}

/** The sheets of a day, one under another; for the terminal. */
export async function daySheet(onDay: string, desk: Desk): Promise<string> {
  const { t, day, booked, preparations } = await dayOf(onDay, desk)
  if (booked.length === 0) return t.noneThatDay(day)
  const sheets = await Promise.all(
    booked.map(async (one) => plain(await sheetInWords(one, preparations.get(one._id) ?? null, desk))),
  )
  return [t.dayTitle(day), ...sheets].join('\n\n')
}

/** What of a day is not ready yet, by time and work: whose visits these are stands on the sheets. `null` when nobody comes. */
export async function unreadyInWords(onDay: string, desk: Desk): Promise<Rich | null> {
  const { t, day, booked, preparations } = await dayOf(onDay, desk)
  if (booked.length === 0) return null
  const { zone } = desk.shop.profile.current()
  const unready = booked.flatMap((one) => {
    const open = linesOf(one, preparations.get(one._id) ?? null, desk).filter(({ ready }) => !ready)
    const what = open.map((line) => line.what)
    return open.length > 0 ? [t.unreadyLine(`${showTime(one.startsAt, zone)} ${itemsOf(one, desk)}`, what)] : []
  })
  return unready.length > 0 ? joined([bold(t.unready(day)), ...unready]) : t.allReady(day, booked.length)
}

async function dayOf(onDay: string, { shop, language, now }: Desk) {
  const booked = (await shop.appointments.ofDay(onDay)).filter(({ state }) => state === 'booked')
  const preparations = await shop.preparations.ofAppointments(booked.map(({ _id }) => _id))
  const day = showDay(onDay, { language, zone: shop.profile.current().zone, now })
  return { t: groupTexts[language], day, booked, preparations }
}

/** 常规保养 + 轮胎更换; in today's words where the shop still has the item. */
function itemsOf({ items }: Appointment, { shop, language }: Pick<Desk, 'shop' | 'language'>): string {
  const known = shop.profile.current().items
  return items.map(({ id, name }) => (known.find((item) => item.id === id)?.name ?? name)[language]).join(' + ')
}

const linesOf = (appointment: Appointment, preparation: Preparation | null, { shop, language }: Desk) =>
  sheetOf(appointment, preparation, shop.profile.current(), language)

const pairs = (buttons: Button[]): Button[][] =>
  Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) => buttons.slice(row * 2, row * 2 + 2))
