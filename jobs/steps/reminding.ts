import { z } from 'zod'
import type { JobOutcome } from '../../src/agenda/job.ts'
import type { Clock } from '../../src/clock.ts'
import { consentNeeded } from '../../src/conversation/check.ts'
import { contextOf } from '../../src/conversation/context.ts'
import type { Context } from '../../src/conversation/flow.ts'
import type { OpenDesk } from '../../src/desk/open-desk.ts'
import type { NewMessage } from '../../src/messages/message.ts'
import type { Messages } from '../../src/messages/messages.ts'
import type { Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import { type Reminder, type ReminderKind, remindersFor } from '../../src/shop/appointments/reminders.ts'
import { chatToWrite, whyNotWrite } from '../../src/shop/customers/contact.ts'
import { nextOpening } from '../../src/shop/profile/opening.ts'
import type { Shop } from '../../src/shop/shop.ts'

/** What the wiring hands to every job. */
export type Tools = {
  shop: Shop
  messages: Pick<Messages, 'post' | 'standingOf' | 'personalData'>
  clock: Clock
  /** The advisors' group and what hangs there of customers; `null` while there is none. */
  group: string | null
  desk: Pick<OpenDesk, 'opening'> | null
}

/** Which appointment a reminder is about, and which of the times it has had. */
export const subject = z.object({ appointmentId: z.string(), placement: z.number() })
export type Subject = z.infer<typeof subject>

/** A reminder that is due now, with the appointment as it stands. */
export type Due = { appointment: Appointment; reminder: Reminder }

/** Reads the appointment anew: the reminder if it is still among its reminders, else how the job ends. */
export async function dueNow(
  kind: ReminderKind,
  { appointmentId, placement }: Subject,
  { shop, clock }: Tools,
): Promise<Due | { outcome: JobOutcome }> {
  const profile = await shop.profile.refresh()
  const appointment = await shop.appointments.get(appointmentId)
  if (!appointment) return { outcome: { skipped: 'the appointment is gone' } }
  if (appointment.placement !== placement) return { outcome: { skipped: 'the appointment was moved' } }
  const reminder = remindersFor(appointment, profile).find((one) => one.kind === kind)
  if (!reminder) {
    const { state } = appointment
    return { outcome: { skipped: state === 'booked' ? 'no longer needed' : `the appointment is ${state}` } }
  }
  const now = clock.now()
  if (reminder.dueAt > now) return { outcome: { later: reminder.dueAt } }
  return reminder.expiresAt > now ? { appointment, reminder } : { outcome: { skipped: 'too late' } }
}

/**
 * Puts a reminder into the outbox, for the chat the customer used last; attachments follow it. Whether it may leave is
 * asked once more when it does.
 */
export async function tell(
  { appointment, reminder }: Due,
  { shop, messages, clock, group }: Tools,
  screenOf: (c: Context<null>) => Screen | Promise<Screen>,
  { silent = false } = {},
): Promise<JobOutcome> {
  const customer = await shop.customers.get(appointment.customerId)
  if (!customer) return { skipped: 'no customer' }
  const chats = await shop.customers.chatsOf(customer._id)
  const chat = chatToWrite(chats)
  const about = { kind: reminder.kind, id: appointment._id, version: appointment.placement }
  const why = whyNotWrite(customer, chat, consentNeeded({ purpose: 'service', about }))
  if (why || !chat) return { skipped: why ?? 'no chat' }

  const now = clock.now()
  const hasDesk = group !== null
  const screen = await screenOf(contextOf({ now, chat: chat._id, key: reminder._id, customer, shop, hasDesk }))
  const message = {
    lane: 'transactional',
    purpose: 'service',
    to: { chat: chat._id },
    about,
    expiresAt: reminder.expiresAt,
  } as const
  const attached = (screen.attach ?? []).map(
    (content, i): NewMessage => ({ ...message, _id: `${reminder._id}:${i + 1}`, content, order: i + 1 }),
  )
  // Its buttons open flows by name and belong to no revision of the conversation.
  await messages.post([
    { ...message, _id: reminder._id, content: { kind: 'screen', screen, revision: 0, silent } },
    ...attached,
  ])
  return { done: true }
}

/** Opens a task for the advisor, due when the shop is open next. */
export async function hand(
  { appointment, reminder }: Due,
  { shop, clock }: Tools,
  kind: 'unconfirmed' | 'no-show',
): Promise<void> {
  const about = { kind: 'appointment' as const, id: appointment._id }
  const dueAt = nextOpening(shop.profile.current(), clock.now()).opensAt
  const { customerId } = appointment
  await shop.tasks.open({ _id: reminder._id, kind, about, customerId, words: '', dueAt })
}
