import { plain } from '../../src/messages/screen.ts'
import type { Advisor } from '../../src/shop/advisors/advisor.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { dayOf, hoursInWords } from '../../src/shop/profile/opening.ts'
import type { cannedVariables } from '../../src/shop/profile/shop-profile.ts'
import type { Shop } from '../../src/shop/shop.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { groupTexts } from './texts.ts'

/** A canned reply as this customer would read it, in their language; `null` when the shop has none of that id. */
export async function cannedText(
  id: string,
  { shop, customer, advisor, now }: { shop: Shop; customer: Customer; advisor: Advisor; now: Date },
): Promise<string | null> {
  const profile = shop.profile.current()
  const reply = profile.cannedReplies.find((one) => one.id === id)
  if (!reply) return null
  const { language } = customer
  const [vehicle] = await shop.vehicles.ofCustomer(customer._id)
  const values: Record<(typeof cannedVariables)[number], string> = {
    customer: customer.name ?? plain(groupTexts[language].nobody),
    plate: vehicle ? showPlate(vehicle.plate) : '',
    advisor: advisor.name,
    shop: profile.name[language],
    phone: profile.phone,
    hours: hoursInWords(profile, dayOf(profile.zone, now)),
  }
  return reply.text[language].replace(/\{(\w+)\}/g, (_, name: keyof typeof values) => values[name])
}
