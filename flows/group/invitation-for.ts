import type { Rich } from '../../src/messages/screen.ts'
import type { Advisor } from '../../src/shop/advisors/advisor.ts'
import type { Due } from '../../src/shop/care/due.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { worthAWord } from '../../src/shop/outreach/chain.ts'
import { dayOf } from '../../src/shop/profile/opening.ts'
import type { Shop } from '../../src/shop/shop.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { dueText, invitingText } from '../steps/due-message.ts'

export type Invitation = { text: Rich; vehicle: Vehicle | null; dues: Due[] }

/** What an advisor invites a customer with: their own words, else what is due soonest, else a word of welcome. */
export async function invitationFor(
  customer: Customer,
  own: Rich | null,
  advisor: Pick<Advisor, 'name'>,
  { shop, now }: { shop: Shop; now: () => Date },
): Promise<Invitation> {
  const profile = shop.profile.current()
  const today = dayOf(profile.zone, now())
  const vehicles = await shop.vehicles.ofCustomer(customer._id)
  const [soonest] = vehicles
    .map((vehicle) => ({ vehicle, dues: worthAWord(shop.vehicles.dueOf(vehicle).dues, today, profile) }))
    .filter(({ dues }) => dues.length > 0)
    .toSorted((a, b) => (a.dues[0]?.dueOn ?? '').localeCompare(b.dues[0]?.dueOn ?? ''))
  const { vehicle, dues } = soonest ?? { vehicle: vehicles[0] ?? null, dues: [] }
  const { language } = customer
  if (own !== null) return { text: own, vehicle, dues }
  const text =
    vehicle && dues.length > 0
      ? dueText(dues, { customer, vehicle }, language)
      : invitingText({ customer, vehicle, advisor, shop: profile.name[language] }, language)
  return { text, vehicle, dues }
}
