import type { Context } from '../../src/conversation/flow.ts'
import { type Button, bold, joined, type Rich, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { logisticsInTheEvening } from '../../src/shop/appointments/reminders.ts'
import {
  attachments,
  calendarFile,
  eventButtons,
  itemsAndVehicle,
  pointerTo,
  whenAndWho,
} from '../steps/appointment-card.ts'
import { packInstant } from '../steps/choosing-time.ts'
import { shortDay, showInstant, showTime } from '../steps/showing.ts'
import { attendanceTexts } from './texts.ts'

const words = (c: Context<unknown>) => attendanceTexts[c.language]

/** What the customer chooses from when asked how much longer it takes, minutes. */
const longer = [15, 30]

export async function confirmationScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  const title = appointment.icsSequence === 0 ? t.confirmed : t.moved
  return {
    text: joined([bold(title), await itemsAndVehicle(appointment, c), whenAndWho(appointment, c)]),
    rows: [eventButtons(c, appointment)],
    attach: attachments(c, appointment, t.icsCaption),
  }
}

/** The shop has cancelled it, as agreed with the customer; the file takes it out of their calendar. */
export async function cancellationScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  return {
    text: joined([t.cancelled(when(appointment, c)), await itemsAndVehicle(appointment, c)]),
    rows: [[{ label: t.again, enter: 'booking', entry: 'like', value: appointment._id }]],
    attach: [calendarFile(c, appointment, t.icsCancelled)],
  }
}

export async function lightScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  return {
    text: joined([words(c).light(when(appointment, c)), await itemsAndVehicle(appointment, c)]),
    rows: [eventButtons(c, appointment)],
  }
}

export async function reconfirmationScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  const alone = logisticsInTheEvening(appointment, c.shop.profile.current())
  return {
    text: joined([
      t.ask(when(appointment, c)),
      await itemsAndVehicle(appointment, c),
      alone && joined([place(c), t.checkIn]),
    ]),
    rows: [
      [{ label: t.coming, ...opens('coming', appointment), style: 'success' }],
      eventButtons(c, appointment),
      ...(alone ? [[hereButton(c, appointment)]] : []),
    ],
  }
}

export function logisticsScreen(c: Context<unknown>, appointment: Appointment): Screen {
  const t = words(c)
  return {
    text: joined([t.see(when(appointment, c)), place(c), t.checkIn]),
    rows: [[hereButton(c, appointment)], eventButtons(c, appointment)],
  }
}

export function runningLateScreen(c: Context<unknown>, appointment: Appointment): Screen {
  return {
    text: words(c).onTheWay(showTime(appointment.startsAt, zoneOf(c))),
    rows: [[hereButton(c, appointment)], longerButtons(c, appointment), eventButtons(c, appointment)],
  }
}

export async function recoveryScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  const itemIds = appointment.items.map(({ id }) => id)
  const slots = await c.shop.slots.suggest({ itemIds, advisorId: null })
  const rows = slots.map(({ onDay, startsAt }): Button[] => [
    {
      label: `${shortDay(onDay, c.language, zoneOf(c))} ${showTime(startsAt, zoneOf(c))}`,
      enter: 'booking',
      entry: 'like',
      value: `${appointment._id}@${packInstant(startsAt)}`,
    },
  ])
  const text = slots.length > 0 ? t.missed(when(appointment, c)) : t.missedFull(when(appointment, c))
  return { text, rows: [...rows, [{ label: t.otherTimes, enter: 'booking', entry: 'start', value: '' }]] }
}

export function expectedScreen(c: Context<unknown>, appointment: Appointment): Screen {
  return { text: words(c).expected(when(appointment, c)), rows: [eventButtons(c, appointment)] }
}

/** Rule 3.1: greeted by name, with what is booked. */
export async function welcomeScreen(c: Context<unknown>, appointment: Appointment): Promise<Screen> {
  const t = words(c)
  const { name } = c.customer
  const hello = name ? t.welcome(name) : t.welcomeNameless
  return { text: joined([hello, await itemsAndVehicle(appointment, c), t.alerted(advisorName(c, appointment))]) }
}

/** Kind words for somebody who is late, with when they are expected; asks for it when they did not say. */
export function lateScreen(c: Context<unknown>, appointment: Appointment, minutes: number | null): Screen {
  const t = words(c)
  const advisor = advisorName(c, appointment)
  if (minutes === null) {
    return {
      text: joined([t.drive, t.told(advisor)]),
      rows: [longerButtons(c, appointment), eventButtons(c, appointment)],
    }
  }
  const expectedAt = new Date(appointment.startsAt.getTime() + minutes * 60_000)
  const { noShowAfterMinutes } = c.shop.profile.current().settings.reminders
  return {
    text: joined([
      t.drive,
      t.waits(showTime(expectedAt, zoneOf(c)), advisor),
      minutes > noShowAfterMinutes && t.tooLate,
    ]),
    rows: [[hereButton(c, appointment)], eventButtons(c, appointment)],
  }
}

/** What is true now, for whoever taps a reminder that no longer is. */
export function truthScreen(c: Context<unknown>, appointment: Appointment | null): Screen {
  const t = words(c)
  const rebook: Button[] = [
    { label: t.again, enter: 'booking', entry: appointment ? 'like' : 'start', value: appointment?._id ?? '' },
  ]
  if (appointment?.state === 'arrived') return { text: t.isHere }
  if (appointment?.state !== 'booked') return { text: t.over, rows: [rebook] }
  if (appointment.startsAt > c.now) return { text: t.now(when(appointment, c)), rows: [eventButtons(c, appointment)] }
  return {
    text: t.past(when(appointment, c)),
    rows: [[hereButton(c, appointment)], eventButtons(c, appointment)],
  }
}

export function earlyScreen(c: Context<unknown>, appointment: Appointment): Screen {
  return { text: words(c).early(when(appointment, c)), rows: [eventButtons(c, appointment)] }
}

function opens(entry: 'coming' | 'arrived', appointment: Appointment) {
  return { enter: 'attendance', entry, value: pointerTo(appointment) }
}

const hereButton = (c: Context<unknown>, appointment: Appointment): Button => ({
  label: words(c).here,
  ...opens('arrived', appointment),
})

/** Minutes from now for the reader, from the start of the appointment for us. */
function longerButtons(c: Context<unknown>, appointment: Appointment): Button[] {
  const since = Math.max(0, Math.round((c.now.getTime() - appointment.startsAt.getTime()) / 60_000))
  return longer.map((minutes) => ({
    label: words(c).more(minutes),
    enter: 'attendance',
    entry: 'late',
    value: `${pointerTo(appointment)}:${since + minutes}`,
  }))
}

function place(c: Context<unknown>): Rich {
  const { address, phone } = c.shop.profile.current()
  return words(c).place(address[c.language], phone)
}

function advisorName(c: Context<unknown>, { advisorId }: Appointment): string {
  const advisor = c.shop.profile.current().advisors.find(({ id }) => id === advisorId)
  return advisor?.name[c.language] ?? words(c).someAdvisor
}

const zoneOf = (c: Context<unknown>) => c.shop.profile.current().zone
const when = ({ startsAt }: Appointment, c: Context<unknown>) =>
  showInstant(startsAt, { language: c.language, zone: zoneOf(c), now: c.now })
