import type { Act, GroupCommands } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { joined, type Screen } from '../../src/messages/screen.ts'
import type { Due } from '../../src/shop/care/due.ts'
import { chatToWrite, whyNotWrite } from '../../src/shop/customers/contact.ts'
import { worthAWord } from '../../src/shop/outreach/chain.ts'
import { addDays, dayOf } from '../../src/shop/profile/opening.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { dueInWords } from '../steps/due.ts'
import { solicitingTexts } from './soliciting.texts.ts'
import { say } from './soliciting.ts'

/** Rows of the list: what an advisor looks through between two customers. */
const rowsAtMost = 8

type DueSoon = { vehicle: Vehicle; first: Due }

/** Commands that are about no single customer: they work in every topic. */
export function groupCommands(tools: DeskParts): GroupCommands {
  return {
    /** Who is due in the next days and may be written to, each with a button. */
    due: async (act: Act) => say(tools, act, `due:${act.key}`, await dueScreen(tools)),
  }
}

async function dueScreen({ shop, now }: DeskParts): Promise<Screen> {
  const profile = await shop.profile.refresh()
  const { language, zone, settings } = profile
  const t = solicitingTexts[language]
  const today = dayOf(zone, now())
  const days = settings.outreach.dueAheadDays
  const found: DueSoon[] = []
  for await (const vehicle of shop.vehicles.dueBetween(today, addDays(today, days))) {
    const first = worthAWord(shop.vehicles.dueOf(vehicle).dues, today, profile).find(({ dueOn }) => dueOn >= today)
    if (first) found.push({ vehicle, first })
  }
  const open = await writable(found, shop)
  if (open.length === 0) return { text: t.none(days) }
  const listed = open.toSorted((a, b) => a.first.dueOn.localeCompare(b.first.dueOn)).slice(0, rowsAtMost)
  const people = await shop.customers.reachable(listed.map(({ vehicle }) => vehicle.customerId))
  const lines = listed.map(({ vehicle, first }) => {
    const name = people.get(vehicle.customerId)?.customer.name ?? t.nobody
    return `• ${name} · ${showPlate(vehicle.plate)}：${dueInWords(first, language)}`
  })
  const rows = listed.map(({ vehicle }) => [
    { label: t.solicit(showPlate(vehicle.plate)), enter: 'solicit', entry: 'preview', value: vehicle.customerId },
  ])
  const more = open.length - listed.length
  return { text: joined([t.list(days), ...lines, more > 0 && t.more(more)]), rows }
}

/** Those who may be written to and are not coming anyway: others would only be refused. */
async function writable(found: DueSoon[], shop: DeskParts['shop']): Promise<DueSoon[]> {
  const ids = [...new Set(found.map(({ vehicle }) => vehicle.customerId))]
  if (ids.length === 0) return []
  const [people, booked, angry] = await Promise.all([
    shop.customers.reachable(ids),
    shop.appointments.bookedAmong(ids),
    shop.complaining(ids),
  ])
  return found.filter(({ vehicle: { customerId } }) => {
    const person = people.get(customerId)
    if (!person || booked.has(customerId) || angry.has(customerId)) return false
    const chat = chatToWrite(person.chats)
    return whyNotWrite(person.customer, chat, 'marketing') === null
  })
}
