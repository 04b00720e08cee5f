import { type Button, bold, joined, quote, type Rich, type Screen } from '../../src/messages/screen.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Visit } from '../../src/shop/visits/visit.ts'
import { showInstant, showMoney } from '../steps/showing.ts'
import { showKm } from '../steps/vehicle.ts'
import type { Desk } from './sheet.ts'
import { groupTexts } from './texts.ts'
import { visitTexts } from './visit.texts.ts'

/** A visit with the button for what comes next; it is played in the customer's topic, where the card hangs. */
export async function visitScreen(visit: Visit, desk: Desk): Promise<Screen> {
  const t = visitTexts[desk.language]
  const { _id: value, stage } = visit
  const next: Button =
    stage === 'closed'
      ? { label: t.correct, enter: 'completion', entry: 'correct', value }
      : { label: t.complete, enter: 'completion', entry: 'start', value, style: 'success' }
  return { text: await visitInWords(visit, desk), rows: [[next]] }
}

/** The words of a visit; the same in the group and in the terminal. The customer's own words stay as they are. */
export async function visitInWords(visit: Visit, { shop, language }: Desk): Promise<Rich> {
  const t = visitTexts[language]
  const { zone, items, advisors, technicians } = shop.profile.current()
  const [customer, vehicle] = await Promise.all([
    shop.customers.get(visit.customerId),
    shop.vehicles.get(visit.vehicleId),
  ])
  const nameOf = (things: typeof items | typeof advisors | typeof technicians, id: string | null) =>
    things.find((one) => one.id === id)?.name[language] ?? id
  const listed = (ids: string[]) => ids.map((id) => nameOf(items, id)).join(' + ')
  const { stage, createdAt, delivery, settlement, mileageKm, done, declined, concern, appointmentId } = visit
  const at = showInstant(delivery?.at ?? createdAt, { language, zone })
  const words = concern.map((one) => one.words).filter(Boolean)
  return joined([
    bold(`${t.stages[stage]}  ${at}`),
    joined(
      [
        `🚗 ${vehicle ? showPlate(vehicle.plate) : ''} ${customer?.name ?? groupTexts[language].nobody}`,
        appointmentId === null && t.walkIn,
      ],
      '  ',
    ),
    joined(
      [
        t.items(listed(stage === 'closed' ? done : visit.items.map(({ id }) => id))),
        groupTexts[language].advisor(nameOf(advisors, visit.advisorId) ?? ''),
        visit.technicianId !== null && (nameOf(technicians, visit.technicianId) ?? ''),
      ],
      '  ',
    ),
    joined(
      [
        settlement && t.paid(showMoney(settlement.amountFen)),
        mileageKm !== null && t.mileage(showKm(mileageKm, language)),
      ],
      '  ',
    ),
    declined.length > 0 && t.declined(listed(declined.map(({ itemId }) => itemId))),
    words.length > 0 && quote(words.join('\n')),
  ])
}
