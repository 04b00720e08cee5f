import type { Clock } from '../../clock.ts'
import type { Appointments } from '../appointments/appointments.ts'
import type { Chat } from '../customers/chat.ts'
import type { Customer } from '../customers/customer.ts'
import type { Customers } from '../customers/customers.ts'
import type { Outreaches } from '../outreach/outreaches.ts'
import type { Profile } from '../profile/profile.ts'
import type { Vehicle } from '../vehicles/vehicle.ts'
import type { Vehicles } from '../vehicles/vehicles.ts'
import { excluded, fits } from './audience.ts'
import type { Audience } from './campaign-file.ts'

/** Somebody to be told, or why not; the last customer of a page is where the next begins. */
export type Looked = { told: Recipient[]; excluded: Record<string, number>; cursor: string | null; isOver: boolean }
export type Recipient = { customer: Customer; chat: Chat; vehicle: Vehicle }

type Deps = {
  clock: Clock
  profile: Profile
  vehicles: Vehicles
  customers: Customers
  appointments: Appointments
  outreaches: Outreaches
  /** Customers with whom the shop has something to settle first. */
  complaining(customerIds: string[]): Promise<Set<string>>
}

const weekMs = 7 * 24 * 60 * 60 * 1000

/**
 * Whom a campaign is for, page by page over all vehicles, in a handful of questions a page: any number of customers, and no
 * work for each. Of a customer's vehicles the first that fits is the one spoken of.
 */
export function createRecipients(deps: Deps) {
  const { clock, profile, vehicles, customers, appointments, outreaches, complaining } = deps

  /** Looks at the customers after `cursor`, with about so many vehicles. */
  async function look(campaignId: string, rules: Audience, cursor: string | null, many: number): Promise<Looked> {
    const now = clock.now()
    const shop = await profile.refresh()
    const page = await vehicles.ofNextCustomers(cursor, many)
    const fitting = new Map<string, Vehicle>()
    for (const vehicle of page.vehicles)
      if (!fitting.has(vehicle.customerId) && fits(vehicle, rules, shop, now)) fitting.set(vehicle.customerId, vehicle)

    const ids = [...fitting.keys()]
    const none = { told: [], excluded: {}, cursor: page.cursor, isOver: page.isOver }
    if (ids.length === 0) return none
    const [people, booked, lately, before, angry] = await Promise.all([
      customers.reachable(ids),
      appointments.bookedAmong(ids),
      outreaches.toldSince(campaignId, ids, new Date(now.getTime() - weekMs)),
      outreaches.toldOf(campaignId, ids),
      complaining(ids),
    ])
    const told: Recipient[] = []
    const counts: Record<string, number> = {}
    for (const [customerId, vehicle] of fitting) {
      const person = people.get(customerId)
      const standing = {
        chats: person?.chats ?? [],
        isBooked: booked.has(customerId),
        toldLately: lately.get(customerId) ?? 0,
        toldThis: before.has(customerId),
        complains: angry.has(customerId),
      }
      const why = excluded(person?.customer ?? null, standing, rules, shop.settings.outreach.marketingPer7Days)
      if (why) counts[why] = (counts[why] ?? 0) + 1
      const chat = standing.chats.find(({ unreachable }) => !unreachable)
      if (!why && person && chat) told.push({ customer: person.customer, chat, vehicle })
    }
    return { ...none, told, excluded: counts }
  }

  return { look }
}

export type Recipients = ReturnType<typeof createRecipients>
