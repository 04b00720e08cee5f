import type { Language } from '../../src/language.ts'
import type { CampaignFile } from '../../src/shop/campaigns/campaign-file.ts'
import { filledIn } from '../../src/shop/campaigns/template.ts'
import type { Customer } from '../../src/shop/customers/customer.ts'
import { modelOf } from '../../src/shop/profile/models.ts'
import type { ShopProfile } from '../../src/shop/profile/shop-profile.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { showDate } from '../steps/showing.ts'

/** A campaign's words for one customer and vehicle, in their language. */
export function campaignText(
  { message, offer, until }: Pick<CampaignFile, 'message' | 'offer' | 'until'>,
  { customer, vehicle, language }: { customer: Customer | null; vehicle: Vehicle | null; language: Language },
  shop: ShopProfile,
): string {
  const model = vehicle && modelOf(shop, vehicle.model)
  return filledIn(message[language], {
    name: customer?.name ?? '',
    plate: vehicle ? showPlate(vehicle.plate) : '',
    model: model?.name[language] ?? vehicle?.model ?? '',
    offer: offer[language],
    until: showDate(until, language),
    shop: shop.name[language],
    phone: shop.phone,
  })
}
