import { z } from 'zod'
import { callScript, dueText } from '../flows/steps/due-message.ts'
import { outreachMessage } from '../flows/steps/outreach-message.ts'
import { defineJob, type JobOutcome } from '../src/agenda/job.ts'
import type { NewMessage } from '../src/messages/message.ts'
import type { Due } from '../src/shop/care/due.ts'
import { chatToWrite } from '../src/shop/customers/contact.ts'
import { hasOptedOut } from '../src/shop/customers/customer.ts'
import type { Reachable } from '../src/shop/customers/reaching.ts'
import { itemsFor, nextStep, wordedSpan, worthAWord } from '../src/shop/outreach/chain.ts'
import { type Outreach, outreachIdOf } from '../src/shop/outreach/outreach.ts'
import type { Planned } from '../src/shop/outreach/outreaches.ts'
import { addDays, dayOf, instantOf, openingOn } from '../src/shop/profile/opening.ts'
import type { ShopProfile } from '../src/shop/profile/shop-profile.ts'
import type { Vehicle } from '../src/shop/vehicles/vehicle.ts'
import type { Tools } from './steps/reminding.ts'

/** Vehicles in hand at a time. */
const atOnce = 200
/** A word about something due waits for what is in its way – quiet hours, another message this week – but not for ever. */
const livesDays = 8

type Day = { onDay: string; closesAt: Date; profile: ShopProfile; callsLeft: number }

/**
 * Once on every open day: whatever is due for a vehicle leads to the next step of its chain – two messages, then a person's
 * call, then no more. Who was never in the chat is called, so many a day as the shop can. Runs until its last day is over.
 */
export const reachOut = defineJob({
  name: 'reach-out',
  payload: z.object({ until: z.string() }),
  async run({ until }, tools: Tools): Promise<JobOutcome> {
    const { shop, clock } = tools
    const profile = await shop.profile.refresh()
    const now = clock.now()
    const onDay = dayOf(profile.zone, now)
    if (onDay > until) return { done: true }
    const dueAt = instantOf(profile.zone, onDay, profile.settings.outreach.dueAt)
    if (now < dueAt) return { later: dueAt }
    const hours = openingOn(profile, onDay).at(-1)
    if (hours) {
      const calls = await shop.outreaches.callsPlannedSince(instantOf(profile.zone, onDay, 0))
      const closesAt = instantOf(profile.zone, onDay, hours.toMinute)
      const day = { onDay, closesAt, profile, callsLeft: Math.max(0, profile.settings.outreach.callsPerDay - calls) }
      const [from, to] = wordedSpan(onDay, profile)
      let page: Vehicle[] = []
      for await (const vehicle of shop.vehicles.dueBetween(from, to)) {
        page.push(vehicle)
        if (page.length < atOnce) continue
        await stepsFor(page, day, tools)
        page = []
      }
      await stepsFor(page, day, tools)
    }
    const tomorrow = addDays(onDay, 1)
    return tomorrow > until
      ? { done: true }
      : { later: instantOf(profile.zone, tomorrow, profile.settings.outreach.dueAt) }
  },
})

/** The next step of each of these vehicles, whose customers are not coming anyway. */
async function stepsFor(vehicles: Vehicle[], day: Day, tools: Tools): Promise<void> {
  const { shop } = tools
  if (vehicles.length === 0) return
  const ids = [...new Set(vehicles.map(({ customerId }) => customerId))]
  const [people, booked, angry, chains] = await Promise.all([
    shop.customers.reachable(ids),
    shop.appointments.bookedAmong(ids),
    shop.complaining(ids),
    shop.outreaches.chainsOf(vehicles.map(({ _id }) => _id)),
  ])
  const inChat: { planned: Planned; person: Reachable; vehicle: Vehicle; dues: Due[] }[] = []
  for (const vehicle of vehicles) {
    const person = people.get(vehicle.customerId)
    if (!person || booked.has(vehicle.customerId) || angry.has(vehicle.customerId)) continue
    const dues = worthAWord(shop.vehicles.dueOf(vehicle).dues, day.onDay, day.profile)
    const [first] = dues
    if (!first) continue
    const attempts = (chains.get(vehicle._id) ?? []).filter(({ ref }) => ref === first.key)
    const next = nextStep(attempts, { ...standingOf(person), today: day.onDay }, day.profile)
    if (next.step === 'wait' || next.step === 'over') continue
    const planned = plannedFor(vehicle, first, next, dues, day.profile)
    if (next.step === 'chat') inChat.push({ planned, person, vehicle, dues })
    else if (day.callsLeft > 0 || next.attempt <= attempts.length) {
      if (next.attempt > attempts.length) day.callsLeft--
      await call(planned, { vehicle, dues }, day, tools)
    }
  }
  await shop.outreaches.plan(inChat.map(({ planned }) => planned))
  await tools.messages.post(inChat.map((one) => messageOf(one, day)))
}

/** Somebody who blocked the bot has left as well as somebody who said so. */
function standingOf({ customer, chats }: Reachable): { isInChat: boolean; optedOut: boolean } {
  const isInChat = chats.some(({ unreachable }) => !unreachable)
  return { isInChat, optedOut: hasOptedOut(customer, 'marketing') || (chats.length > 0 && !isInChat) }
}

function plannedFor(
  vehicle: Vehicle,
  due: Due,
  next: { step: 'chat' | 'call'; attempt: number },
  dues: Due[],
  shop: ShopProfile,
): Planned {
  return {
    key: `due:${vehicle._id}:${due.key}:${next.attempt}`,
    customerId: vehicle.customerId,
    vehicleId: vehicle._id,
    cause: due.cause,
    ref: due.key,
    attempt: next.attempt,
    itemIds: itemsFor(dues, shop),
    why: dues,
    by: next.step,
  }
}

function messageOf(
  { planned, person, vehicle, dues }: { planned: Planned; person: Reachable; vehicle: Vehicle; dues: Due[] },
  { onDay, profile }: Day,
): NewMessage {
  const id = outreachIdOf(planned.key)
  const { customer, chats } = person
  const { language } = customer
  const text = dueText(dues, { customer, vehicle }, language)
  const expiresAt = instantOf(profile.zone, addDays(onDay, livesDays), 0)
  return outreachMessage(id, { chat: chatToWrite(chats)?._id ?? '', text, language, expiresAt })
}

/** Somebody calls, with what to say; the answer is noted with the task. */
async function call(
  planned: Planned,
  { vehicle, dues }: { vehicle: Vehicle; dues: Due[] },
  { closesAt, profile }: Day,
  { shop }: Tools,
): Promise<void> {
  const [outreach] = (await shop.outreaches.plan([planned])) as [Outreach]
  await shop.tasks.open({
    _id: `solicit:${outreach._id}`,
    kind: 'solicit',
    about: { kind: 'customer', id: planned.customerId },
    words: callScript(dues, vehicle, profile),
    dueAt: closesAt,
  })
}
