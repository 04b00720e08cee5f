import { dayOf, daysBetween } from '../profile/opening.ts'
import type { CareShop } from './facts.ts'

/** Whether the km are worth asking at the next natural moment: never read, or not for a long time. `today` is a shop day. */
export function mileageIsStale({ mileageAt }: { mileageAt: Date | null }, today: string, shop: CareShop): boolean {
  if (mileageAt === null) return true
  return daysBetween(dayOf(shop.zone, mileageAt), today) > shop.settings.care.asksMileageAfterDays
}
