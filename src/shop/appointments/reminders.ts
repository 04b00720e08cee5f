import type { Change } from '../change.ts'
import { addDays, dayOf, daysBetween, instantOf } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Appointment, AppointmentState } from './appointment.ts'

export const reminderKinds = [
  'confirmation',
  'cancellation',
  'light-reminder',
  'reconfirmation',
  'unconfirmed',
  'logistics',
  'running-late',
  'no-show',
  'recovery',
] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** Something due about an appointment, ready for the agenda. `placement` counts the times the appointment has had. */
export type Reminder = {
  _id: string
  kind: ReminderKind
  payload: { appointmentId: string; placement: number }
  about: string
  dueAt: Date
  expiresAt: Date
}

type Rules = Pick<ShopProfile, 'zone' | 'settings'>
type Span = { kind: ReminderKind; dueAt: Date; expiresAt: Date }

/**
 * Everything that is due about an appointment as it stands, in the order of its time. Pure: whoever acts on one of
 * them later asks again, and does nothing when it is no longer among them. The keys hold the placement, not the
 * version of the record: another time makes every reminder anew, a photo added or an answer given makes none twice.
 * What was due before the time was agreed on is left out; nothing but an advisor's question outlives the start.
 */
export function remindersFor(appointment: Appointment, profile: Rules): Reminder[] {
  const { _id, placement } = appointment
  return spansOf(appointment, profile)
    .filter(({ dueAt, expiresAt }) => dueAt < expiresAt)
    .map((span) => ({
      _id: `appointment:${_id}:v${placement}:${span.kind}`,
      payload: { appointmentId: _id, placement },
      about: _id,
      ...span,
    }))
    .toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
}

/**
 * Whether the way there is told with the question of the evening before: two hours before an early visit is a time
 * at which nobody is written to.
 */
export function logisticsInTheEvening({ onDay, startsAt }: Appointment, { zone, settings }: Rules): boolean {
  const { reminders, quiet } = settings
  return minutesAfter(startsAt, -reminders.logisticsMinutesBefore) < instantOf(zone, onDay, quiet.logisticsFrom)
}

/** When, by whom the present time was agreed on: booked, or changed last. */
export function agreed({ history, createdAt }: Appointment): { at: Date; by: string } {
  const line = history.findLast(
    ({ what, new: now }) => what === 'startsAt' || what === 'advisorId' || (what === 'state' && now === 'booked'),
  )
  return line ?? { at: createdAt, by: '' }
}

function spansOf(appointment: Appointment, profile: Rules): Span[] {
  if (appointment.state === 'booked') return whileBooked(appointment, profile)
  if (appointment.state === 'no-show') return afterNoShow(appointment, profile)
  if (appointment.state === 'cancelled') return afterCancelling(appointment)
  return []
}

function whileBooked(appointment: Appointment, profile: Rules): Span[] {
  const { zone, settings } = profile
  const { onDay, startsAt, lateMinutes } = appointment
  const { reminders } = settings
  const { at, by } = agreed(appointment)
  const dayBefore = addDays(onDay, -1)
  const askAt = instantOf(zone, dayBefore, reminders.reconfirmAt)
  const askedUntil = instantOf(zone, dayBefore, reminders.reconfirmTaskAt)
  const lateAt = minutesAfter(startsAt, reminders.runningLateAfterMinutes)
  const noShowAt = minutesAfter(startsAt, reminders.noShowAfterMinutes + lateMinutes)

  const spans: Span[] = []
  const plan = (kind: ReminderKind, dueAt: Date, expiresAt: Date) => {
    if (dueAt >= at) spans.push({ kind, dueAt, expiresAt })
  }
  // Whoever agreed on it in the chat has seen it confirmed there.
  if (!isChat(by)) plan('confirmation', at, startsAt)
  if (daysBetween(dayOf(zone, at), onDay) >= reminders.lightIfBookedDaysAhead) {
    plan('light-reminder', instantOf(zone, addDays(onDay, -reminders.lightDaysBefore), reminders.reconfirmAt), askAt)
  }
  if (appointment.reconfirmed !== 'yes') {
    plan('reconfirmation', askAt, askedUntil)
    // A person takes over where nobody was asked, or nobody answered.
    if (askAt >= at) plan('unconfirmed', askedUntil, startsAt)
  }
  if (!logisticsInTheEvening(appointment, profile)) {
    plan('logistics', minutesAfter(startsAt, -reminders.logisticsMinutesBefore), startsAt)
  }
  if (lateMinutes === 0) plan('running-late', lateAt, noShowAt)
  plan('no-show', noShowAt, instantOf(zone, addDays(onDay, 1), 0))
  return spans
}

/** One message with new times, then no more. */
function afterNoShow(appointment: Appointment, { settings }: Rules): Span[] {
  const missed = became(appointment, 'no-show')
  if (!missed) return []
  const expiresAt = minutesAfter(missed.at, settings.reminders.recoveryWithinMinutes)
  return [{ kind: 'recovery', dueAt: missed.at, expiresAt }]
}

/** Whoever cancelled in the chat has seen it there; what the shop cancelled is told. */
function afterCancelling(appointment: Appointment): Span[] {
  const cancelled = became(appointment, 'cancelled')
  if (!cancelled || isChat(cancelled.by)) return []
  return [{ kind: 'cancellation', dueAt: cancelled.at, expiresAt: appointment.startsAt }]
}

function became({ history }: Appointment, state: AppointmentState): Change | undefined {
  return history.findLast(({ what, new: now }) => what === 'state' && now === state)
}

/** The author of a line who wrote it from a chat of their own. */
const isChat = (by: string) => by.startsWith('tg:')
const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
