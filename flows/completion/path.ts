import type { Context, Move } from '../../src/conversation/flow.ts'
import { isRefusal } from '../../src/refusal.ts'
import { parseMileage } from '../../src/shop/vehicles/mileage.ts'
import type { NotCompleted } from '../../src/shop/visits/completing.ts'
import { type Draft, draft, type Knows, type Summed } from './draft.ts'
import { completedScreen, overScreen } from './screens.ts'

type Next = Move<Knows>

/** Only advisors hand cars back, and only those of the customer in whose topic they are. */
export async function begin(c: Context<null>, visitId: string, again: boolean): Promise<Next> {
  if (!c.isOnBehalf) return { enter: 'menu', entry: 'open', input: '' }
  const visit = await c.shop.visits.get(visitId)
  if (visit?.customerId !== c.customer._id || (visit.stage === 'closed') !== again) return { done: overScreen(c) }
  const { vehicleId, mileageKm } = visit
  const done = again ? visit.done : visit.items.map(({ id }) => id)
  const declined = visit.declined.map(({ itemId }) => itemId)
  return { to: 'mileage', state: { visitId, vehicleId, again, mileageKm, confirmed: false, done, declined, page: 0 } }
}

/** A reading below the last is asked once more; `null` for words without any number in them. */
export async function readMileage(c: Context<Draft>, text: string): Promise<Next | null> {
  const km = parseMileage(text)
  if (isRefusal(km)) return /\d/.test(text.normalize('NFKC')) ? { refuse: km } : null
  const last = (await c.shop.vehicles.get(c.state.vehicleId))?.mileageKm ?? null
  const state = { ...draft.parse(c.state), mileageKm: km, confirmed: false }
  return last !== null && km < last ? { to: 'backwards', state } : { to: 'done', state }
}

export const toConfirm = (state: Draft, paidFen: number): Next => ({ to: 'confirm', state: { ...state, paidFen } })

/** Writes it; pressed twice it is written once. */
export async function complete(c: Context<Summed>): Promise<Next> {
  const { visitId: id, again, mileageKm, confirmed, done, declined, paidFen } = c.state
  const { complete, correct } = c.shop.visits
  const facts = { id, mileageKm, confirmed, done, declined, paidFen, by: c.by }
  const answer = await (again ? correct : complete)(facts)
  if (!isRefusal<NotCompleted>(answer)) return { done: await completedScreen(c) }
  if (answer.refused === 'mileage-backwards' && mileageKm !== null)
    return { to: 'backwards', state: { ...c.state, mileageKm } }
  // Pressed twice, or the profile lost an item meanwhile: the card shows what is true.
  return { done: overScreen(c) }
}

/** `<item>:1` puts it on the list, `<item>:0` takes it off. */
export function toggled(ids: string[], value: string): string[] {
  const [id = '', holds] = value.split(':')
  const others = ids.filter((one) => one !== id)
  return holds === '1' ? [...others, id] : others
}
