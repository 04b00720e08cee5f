import { careOf } from '../care/due.ts'
import type { Chat } from '../customers/chat.ts'
import { chatToWrite, whyNotWrite } from '../customers/contact.ts'
import type { Customer } from '../customers/customer.ts'
import { modelOf } from '../profile/models.ts'
import { addDays, dayOf, daysBetween } from '../profile/opening.ts'
import type { ShopProfile } from '../profile/shop-profile.ts'
import type { Vehicle } from '../vehicles/vehicle.ts'
import type { Audience } from './campaign-file.ts'

/** Whether a vehicle is one the campaign is for. Pure; `now` decides what day it is in the shop. */
export function fits(vehicle: Vehicle, rules: Audience, shop: ShopProfile, now: Date): boolean {
  const today = dayOf(shop.zone, now)
  const model = modelOf(shop, vehicle.model)?.id ?? null
  if (rules.models && !(model && rules.models.includes(model))) return false
  if (rules.mileageKm && !within(vehicle.mileageKm, rules.mileageKm)) return false
  const lastVisit = vehicle.visits.at(-1)
  if (!lastVisit && !rules.neverHere) return false
  if (rules.lastVisitDaysAgo && lastVisit && !within(daysBetween(lastVisit.on, today), rules.lastVisitDaysAgo))
    return false
  if (!rules.due) return true
  const { causes, withinDays } = rules.due
  return careOf(vehicle, shop).dues.some(
    ({ cause, dueOn }) =>
      causes.includes(cause) && dueOn >= addDays(today, -withinDays) && dueOn <= addDays(today, withinDays),
  )
}

/** Why a customer whose vehicle fits is not told all the same; each is one line of the preview. */
export type Excluded =
  | 'customer unknown'
  | 'other language'
  | 'no chat'
  | 'unreachable'
  | 'no consent'
  | 'booked already'
  | 'told too often'
  | 'told before'
  | 'open complaint'

/** What is known of a customer beside the record, gathered for many at once. */
export type Standing = { chats: Chat[]; isBooked: boolean; toldLately: number; toldThis: boolean; complains: boolean }

/** Why not this customer; `null` to tell them. `mostLately`: how many such messages a customer may get in a week. */
export function excluded(
  customer: Customer | null,
  { chats, isBooked, toldLately, toldThis, complains }: Standing,
  { languages }: Pick<Audience, 'languages'>,
  mostLately: number,
): Excluded | null {
  if (!customer) return 'customer unknown'
  if (languages && !languages.includes(customer.language)) return 'other language'
  const chat = chatToWrite(chats)
  const why = whyNotWrite(customer, chat, 'marketing')
  if (why) return why
  if (complains) return 'open complaint'
  if (toldThis) return 'told before'
  if (isBooked) return 'booked already'
  return toldLately >= mostLately ? 'told too often' : null
}

function within(
  value: number | null,
  { atLeast, atMost }: { atLeast?: number | undefined; atMost?: number | undefined },
) {
  return value !== null && value >= (atLeast ?? 0) && value <= (atMost ?? Number.POSITIVE_INFINITY)
}
