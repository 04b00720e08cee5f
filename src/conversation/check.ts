import type { Clock } from '../clock.ts'
import { type Check, cappedPurposes, type Objection, type OutboxMessage } from '../messages/message.ts'
import type { Counted } from '../messages/outbox-queries.ts'
import { type ReminderKind, reminderKinds, remindersFor } from '../shop/appointments/reminders.ts'
import { whyNotWrite } from '../shop/customers/contact.ts'
import type { Purpose } from '../shop/customers/customer.ts'
import type { Reachable } from '../shop/customers/reaching.ts'
import { quietUntil } from '../shop/profile/quiet-hours.ts'
import type { Shop } from '../shop/shop.ts'
import { capsOf, overCap } from './caps.ts'
import { outreachStillWanted } from './outreach-check.ts'
import { createSurveyCheck } from './survey-check.ts'

/** What the customer has agreed on with the shop, told in the chat. */
const agreedOn: ReminderKind[] = ['confirmation', 'cancellation']

/** What is told on the day of the visit, and so earlier in the morning than anything else. */
const aboutToday: ReminderKind[] = ['logistics', 'running-late']

/** What cannot wait until a person has done with the chat: what was agreed on, and what is about today. */
const cannotWait: ReminderKind[] = [...agreedOn, ...aboutToday]
/** Whose the chat is that a message goes to: looked up when it is first asked for, once for all that is asked about the message. */
type Addressee = () => Promise<Reachable | null>
type Question = (message: OutboxMessage, addressee: Addressee) => Promise<Objection | null>

type Deps = {
  shop: () => Shop
  clock: Clock
  /** What the outbox knows of messages that count towards a customer's caps. */
  countedFor(chats: string[], purpose: OutboxMessage['purpose']): Promise<Counted[]>
}

/**
 * What may speak against a message at the moment of sending, in the order in which it is asked. Replies to what a
 * customer has just done, and whatever goes to a group, always pass; word that somebody asked for (an offered time) may come
 * at any hour, but not to whom nothing can be delivered. `shop` is asked for late: it holds people's data,
 * and the outbox is among those that do.
 */
export function createCheck({ shop, clock, countedFor }: Deps): Check {
  const unasked =
    (question: Question): Question =>
    async (message, addressee) =>
      message.purpose === 'reply' ? null : question(message, addressee)

  /** A reminder is only true while the appointment still has it coming. */
  const stillTrue: Question = async ({ about }) => {
    const kind = reminderKindOf(about)
    if (!about || !kind) return null
    const appointment = await shop().appointments.get(about.id)
    if (!appointment) return { drop: 'the appointment is gone' }
    if (appointment.placement !== about.version) return { drop: 'the appointment was moved' }
    const coming = remindersFor(appointment, await shop().profile.refresh())
    if (coming.some((reminder) => reminder.kind === kind)) return null
    return { drop: appointment.state === 'booked' ? 'no longer needed' : `the appointment is ${appointment.state}` }
  }

  const mayBeWritten: Question = async (message, addressee) => {
    const who = await addressee()
    if (!who) return { drop: 'no customer' }
    const chat = who.chats.find(({ _id }) => _id === message.to.chat)
    const why = whyNotWrite(who.customer, chat, consentNeeded(message))
    return why && { drop: why }
  }

  /**
   * While a person has the chat the bot is silent. Somebody may claim it while a message is on its way already: that is one
   * call wide and cannot be closed by any database.
   */
  const notTalkedOver: Question = async ({ about, expiresAt }, addressee) => {
    const kind = reminderKindOf(about)
    if (kind && cannotWait.includes(kind)) return null
    const who = await addressee()
    const handoff = who && (await shop().handoffs.liveOf(who.customer._id))
    if (!handoff || (await solicits(about, handoff.ownerId))) return null
    const { idleMinutes } = shop().profile.current().settings.handoff
    const later = new Date(clock.now().getTime() + idleMinutes * 60_000)
    const reason = 'a person has the chat'
    return later < expiresAt ? { later, reason } : { drop: reason }
  }

  /** An advisor who has the chat may invite the customer in it. */
  async function solicits(about: OutboxMessage['about'], ownerId: string | null): Promise<boolean> {
    if (about?.kind !== 'outreach' || ownerId === null) return false
    return (await shop().outreaches.get(about.id))?.advisorId === ownerId
  }

  /** Whoever complains is left in peace until that is put right. */
  const notWhileComplaining: Question = async ({ purpose }, addressee) => {
    const who = cappedPurposes.includes(purpose) ? await addressee() : null
    const open = who ? await shop().complaints.openOf(who.customer._id) : []
    return open.length > 0 ? { drop: 'a complaint is open' } : null
  }

  const notTooOften: Question = async (message, addressee) => {
    const caps = capsOf((await shop().profile.refresh()).settings, message.purpose)
    const who = caps.length > 0 && (await addressee())
    if (!who) return null
    const chats = who.chats.map(({ _id }) => _id)
    return overCap(message, await countedFor(chats, message.purpose), caps, clock.now())
  }

  const notQuiet: Question = async ({ about, expiresAt }) => {
    const kind = reminderKindOf(about)
    const logistics = kind !== null && aboutToday.includes(kind)
    const later = quietUntil(await shop().profile.refresh(), clock.now(), { logistics })
    if (!later) return null
    return later < expiresAt ? { later, reason: 'quiet hours' } : { drop: 'quiet hours until it was too late' }
  }

  const questions: Question[] = [
    stillTrue,
    outreachStillWanted({ shop, clock }),
    createSurveyCheck(shop),
    mayBeWritten,
    notWhileComplaining,
    notTooOften,
    unasked(notTalkedOver),
    unasked(notQuiet),
  ]

  return async (message) => {
    if (message.lane === 'reply' || isGroup(message.to.chat)) return null
    let looked: ReturnType<Addressee> | null = null
    const addressee = () => (looked ??= shop().customers.behind(message.to.chat))
    for (const question of questions) {
      const objection = await question(message, addressee)
      if (objection) return objection
    }
    return null
  }
}

/** The consent a message takes: none for word of what the customer agreed on with the shop. */
export function consentNeeded({ purpose, about }: Pick<OutboxMessage, 'purpose' | 'about'>): Purpose | null {
  if (purpose === 'reply' || agreedOn.some((kind) => kind === about?.kind)) return null
  return purpose === 'marketing' ? 'marketing' : 'service'
}

function reminderKindOf(about: OutboxMessage['about']): ReminderKind | null {
  return reminderKinds.find((kind) => kind === about?.kind) ?? null
}

/** Groups have negative ids. */
const isGroup = (chat: string) => chat.startsWith('tg:-')
