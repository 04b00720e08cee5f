import { type Button, bold, joined, quote, type Screen } from '../../src/messages/screen.ts'
import type { Appointment } from '../../src/shop/appointments/appointment.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import type { Handoff } from '../../src/shop/handoffs/handoff.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { showInstant, showTime } from '../steps/showing.ts'
import { deskTexts } from './desk-texts.ts'
import type { Desk } from './sheet.ts'
import { groupTexts } from './texts.ts'

/** Words on a card; the whole message stands below it. */
const wordsAtMost = 300

/** What an advisor wants to know at a glance, first in the customer's topic and changed in place. */
export async function customerCard(customer: Customer, handoff: Handoff | null, desk: Desk): Promise<Screen> {
  const { shop, language, now } = desk
  const t = deskTexts[language]
  const { zone } = shop.profile.current()
  const [vehicles, upcoming, all] = await Promise.all([
    shop.vehicles.ofCustomer(customer._id),
    shop.appointments.upcoming(customer._id),
    shop.appointments.ofCustomer(customer._id, 20),
  ])
  const last = all.filter(({ state, endsAt }) => state === 'completed' && endsAt < now).at(-1)
  const tasks = await shop.tasks.openAbout([customer._id, ...upcoming.map(({ _id }) => _id)])
  const shown = (one: Appointment) => showInstant(one.startsAt, { language, zone, now })
  const items = (one: Appointment) => one.items.map(({ name }) => name[language]).join(' + ')
  const text = joined([
    bold(customer.name ?? groupTexts[language].nobody),
    customer.phone && t.phone(customer.phone, customer.phoneVerifiedAt !== null),
    vehicles.length > 0 && `🚗 ${vehicles.map(({ plate }) => showPlate(plate)).join(', ')}`,
    ...(upcoming.length > 0 ? upcoming.map((one) => t.next(shown(one), items(one))) : [t.noAppointment]),
    last && t.last(shown(last), items(last)),
    tasks > 0 && t.openTasks(tasks),
    await stateInWords(handoff, desk),
    handoff?.live && handoff.words !== '' && quote(handoff.words.slice(0, wordsAtMost)),
  ])
  return { text, rows: buttons(handoff, desk) }
}

async function stateInWords(handoff: Handoff | null, { shop, language }: Desk): Promise<string> {
  const t = deskTexts[language]
  if (!handoff) return t.bySelf
  const { zone } = shop.profile.current()
  const nameOf = async (id: string | null) => (id && (await shop.advisors.get(id))?.name) || null
  const [owner, assigned] = await Promise.all([nameOf(handoff.ownerId), nameOf(handoff.assignedId)])
  if (!handoff.live) return t.resolved(t.ends[handoff.closeReason ?? ''] ?? handoff.closeReason ?? '')
  const who = owner ? t.claimed(owner) : assigned ? t.assigned(assigned) : t.open
  const { waitingSince, replyDueAt } = handoff
  const waits = waitingSince && replyDueAt && t.waitsSince(showTime(waitingSince, zone), showTime(replyDueAt, zone))
  return [`${who} · ${t.reasons[handoff.reason]}`, waits].filter(Boolean).join('\n')
}

function buttons(handoff: Handoff | null, { language }: Desk): Button[][] {
  const t = deskTexts[language]
  const book: Button = { label: t.book, enter: 'booking', entry: 'start', value: '' }
  if (!handoff?.live) return [[book]]
  const button = (label: string, entry: string): Button => ({ label, enter: 'handoff', entry, value: handoff._id })
  const first = handoff.ownerId ? [] : [{ ...button(t.claim, 'claim'), style: 'primary' as const }]
  return [[...first, button(t.transfer, 'transfer'), button(t.close, 'close')], [book]]
}
