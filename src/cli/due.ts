import { dueInWords, dueTexts } from '../../flows/steps/due.ts'
import type { Config } from '../config.ts'
import type { Due } from '../shop/care/due.ts'
import { addDays, dayOf } from '../shop/profile/opening.ts'
import { showPlate } from '../shop/vehicles/plate.ts'
import { atDesk } from './at-desk.ts'
import { isDay } from './days.ts'

/** More vehicles than anybody calls in a day. */
const listedAtMost = 200

/** Prints which vehicles are due by a day (`YYYY-MM-DD`, today when left out), the longest overdue first, and why. */
export function due(config: Config | { problems: string[] }, [onDay]: string[]): Promise<number> {
  return atDesk(config, async ({ shop, language, now }) => {
    const { zone, settings } = shop.profile.current()
    const by = onDay ?? dayOf(zone, now)
    if (!isDay(by)) return { no: 'By which day? For example: npm run yingke -- due 2026-03-05', code: 2 }
    const from = addDays(by, -settings.care.overdueDays)
    const found: { first: Due; vehicleId: string }[] = []
    for await (const vehicle of shop.vehicles.dueBetween(from, by)) {
      const [first] = within(shop.vehicles.dueOf(vehicle).dues)
      if (first) found.push({ first, vehicleId: vehicle._id })
    }
    if (found.length === 0) return dueTexts[language].none
    const listed = found.toSorted((a, b) => a.first.dueOn.localeCompare(b.first.dueOn)).slice(0, listedAtMost)
    const told = await Promise.all(listed.map(({ vehicleId }) => tell(vehicleId)))
    return [...told, dueTexts[language].count(found.length, listed.length)].join('\n\n')

    function within(dues: Due[]): Due[] {
      return dues.filter(({ dueOn }) => from <= dueOn && dueOn <= by)
    }

    async function tell(vehicleId: string): Promise<string> {
      const vehicle = await shop.vehicles.get(vehicleId)
      if (!vehicle) return ''
      const customer = await shop.customers.get(vehicle.customerId)
      const who = [showPlate(vehicle.plate), customer?.name, customer?.phone].filter(Boolean).join(' · ')
      const why = within(shop.vehicles.dueOf(vehicle).dues).map((one) => `  ${dueInWords(one, language)}`)
      return [who, ...why].join('\n')
    }
  })
}
