import type { Context } from '../../src/conversation/flow.ts'
import { type Button, bold, joined, type Rich, type Screen } from '../../src/messages/screen.ts'
import { quote } from '../../src/shop/profile/quote.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { asLabel, inPages } from '../steps/rows.ts'
import { showMoney } from '../steps/showing.ts'
import { showKm } from '../steps/vehicle.ts'
import type { Draft, Summed } from './draft.ts'
import { completionTexts } from './texts.ts'

const words = (c: Context<unknown>) => completionTexts[c.language]
const steps = 5

/** Whose car it is stands above every question. */
async function asked(c: Context<Draft>, step: number, question: Rich, rows: Button[][]): Promise<Screen> {
  const t = words(c)
  const vehicle = await c.shop.vehicles.get(c.state.vehicleId)
  const title = c.state.again ? t.titleAgain : t.title
  const whose = [title, vehicle && showPlate(vehicle.plate), c.customer.name].filter(Boolean).join(' · ')
  return { text: joined([bold(whose), question]), rows, progress: [step, steps] }
}

export async function mileageScreen(c: Context<Draft>): Promise<Screen> {
  const t = words(c)
  const last = (await c.shop.vehicles.get(c.state.vehicleId))?.mileageKm ?? null
  const skip = { label: t.noMileage, tap: 'skip' }
  return asked(c, 1, t.askMileage(last === null ? null : showKm(last, c.language)), [[skip]])
}

export async function backwardsScreen(c: Context<Draft & { mileageKm: number }>): Promise<Screen> {
  const t = words(c)
  const last = (await c.shop.vehicles.get(c.state.vehicleId))?.mileageKm ?? 0
  return asked(c, 1, t.backwards(showKm(c.state.mileageKm, c.language), showKm(last, c.language)), [
    [
      { label: t.retype, tap: 'retype' },
      { label: t.isRight, tap: 'right' },
    ],
  ])
}

export const doneScreen = (c: Context<Draft>) => asked(c, 2, words(c).askDone, chips(c, c.state.done, []))
export const declinedScreen = (c: Context<Draft>) =>
  asked(c, 3, words(c).askDeclined, chips(c, c.state.declined, c.state.done))

/** What was booked would cost so much; any other amount is typed. */
export async function amountScreen(c: Context<Draft>): Promise<Screen> {
  const amounts = await likelyAmounts(c)
  const buttons = amounts.map((fen): Button => ({ label: showMoney(fen), tap: 'paid', value: String(fen) }))
  return asked(c, 4, words(c).askAmount, buttons.length > 0 ? [buttons] : [])
}

export const confirmScreen = (c: Context<Summed>): Promise<Screen> => {
  const t = words(c)
  const confirm: Button = { label: c.state.again ? t.confirmAgain : t.confirm, tap: 'confirm', style: 'success' }
  return asked(c, 5, joined([summary(c), t.check]), [[confirm]])
}

/** What stays in the topic once it is done, beside the card with the figures. */
export async function completedScreen(c: Context<Summed>): Promise<Screen> {
  const t = words(c)
  const { text } = await asked(c, steps, c.state.again ? t.corrected : t.completed, [])
  return { text }
}

export const overScreen = (c: Context<unknown>): Screen => ({ text: words(c).over })

function summary(c: Context<Summed>): Rich {
  const t = words(c)
  const { done, declined, mileageKm, paidFen } = c.state
  const named = (ids: string[]) =>
    c.shop.profile
      .current()
      .items.filter(({ id }) => ids.includes(id))
      .map(({ name }) => name[c.language])
      .join(' + ')
  return joined([
    t.items(named(done)),
    declined.length > 0 && t.declined(named(declined)),
    joined([mileageKm !== null && t.mileage(showKm(mileageKm, c.language)), t.paid(showMoney(paidFen))], '  '),
  ])
}

/** A button for every item, chosen ones first; it says what it will make true, so that pressed twice it does so once. */
function chips(c: Context<Draft>, chosen: string[], without: string[]): Button[][] {
  const items = c.shop.profile.current().items.filter(({ id }) => !without.includes(id))
  const first = items.filter(({ id }) => chosen.includes(id))
  const buttons = [...first, ...items.filter((one) => !first.includes(one))].map(({ id, name }): Button => {
    const holds = chosen.includes(id)
    const label = asLabel(`${holds ? '✓ ' : ''}${name[c.language]}`)
    return { label, tap: 'item', value: `${id}:${holds ? 0 : 1}` }
  })
  const next: Button = { label: words(c).next, tap: 'next', style: 'primary' }
  return inPages(buttons, { perRow: 2, page: c.state.page, last: [next], language: c.language })
}

async function likelyAmounts(c: Context<Draft>): Promise<number[]> {
  const { visitId, done } = c.state
  const visit = await c.shop.visits.get(visitId)
  const booked = visit?.appointmentId ? await c.shop.appointments.get(visit.appointmentId) : null
  const isAsBooked = booked?.items.length === done.length && booked.items.every(({ id }) => done.includes(id))
  const { lowFen, highFen } = booked && isAsBooked ? booked.quote : quote(c.shop.profile.current(), done)
  const noted = visit?.settlement ? [visit.settlement.amountFen] : []
  return [...new Set([...noted, lowFen, highFen])]
}
