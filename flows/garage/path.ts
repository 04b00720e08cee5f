import { z } from 'zod'
import type { Context, Move } from '../../src/conversation/flow.ts'
import { newId } from '../../src/ids.ts'
import type { Rich } from '../../src/messages/screen.ts'
import { isRefusal, type Refusal } from '../../src/refusal.ts'
import { parseMileage } from '../../src/shop/vehicles/mileage.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { garageTexts } from '../garage.texts.ts'
import { wordRefusal } from '../refusals.ts'
import { type Asking, bookedFor, partedScreen } from './screens.ts'

export const car = z.object({ vehicleId: z.string() })
export const asking = car.extend({ adding: z.boolean() })
/** What each step of the garage knows when it is shown. */
export const knows = {
  list: z.object({ page: z.number().int().nonnegative() }),
  plate: car,
  vehicle: car,
  model: asking,
  mileage: asking,
  backwards: asking.extend({ km: z.number() }),
  vin: asking,
  sold: car,
}
export type Next = Move<typeof knows>

/** What may be told about a vehicle, in the order in which it is asked of a new one. */
export const facts = ['model', 'mileage', 'vin'] as const
export type Fact = (typeof facts)[number]

/** The menu. */
export function home(): Next {
  return { enter: 'menu', entry: 'open', input: '' }
}

/** The id is made here, one step before the vehicle, so that a plate handled twice adds one. */
export function toPlate(notice?: Rich): Next {
  return { to: 'plate', state: { vehicleId: newId('veh') }, notice }
}

/** The list; without any vehicle the question for the first one. */
export async function toList(c: Context<unknown>, notice?: Rich): Promise<Next> {
  const [first] = await c.shop.vehicles.ofCustomer(c.customer._id)
  return first ? { to: 'list', state: { page: 0 }, notice } : toPlate(notice ?? garageTexts[c.language].none)
}

/** A vehicle of this customer's, whatever an old message's button says. */
export async function toVehicle(c: Context<unknown>, id: string): Promise<Next> {
  const own = (await c.shop.vehicles.ofCustomer(c.customer._id)).some(({ _id }) => _id === id)
  return own ? { to: 'vehicle', state: { vehicleId: id } } : toList(c, garageTexts[c.language].gone)
}

/** The question for the km of a vehicle of this customer's. */
export async function toMileage(c: Context<unknown>, id: string): Promise<Next> {
  const next = await toVehicle(c, id)
  return 'to' in next && next.to === 'vehicle' ? { to: 'mileage', state: { vehicleId: id, adding: false } } : next
}

/** On to the next question of a new vehicle, or back to the vehicle that was looked at. */
export function after(state: Asking, fact: Fact, notice?: Rich): Next {
  const next = state.adding ? facts[facts.indexOf(fact) + 1] : undefined
  return next ? { to: next, state, notice } : { to: 'vehicle', state: { vehicleId: state.vehicleId }, notice }
}

/** Back to the question before, or to the vehicle. */
export function before(state: Asking, fact: Fact): Next {
  const previous = state.adding ? facts[facts.indexOf(fact) - 1] : undefined
  return previous ? { to: previous, state } : { to: 'vehicle', state: { vehicleId: state.vehicleId } }
}

/** Past one question, or past all that are left. */
export function skips(fact: Fact) {
  return {
    skip: (c: Context<unknown>) => after(asking.parse(c.state), fact),
    later: (c: Context<unknown>): Next => ({ to: 'vehicle', state: car.parse(c.state) }),
  }
}

/** The same in words. */
export const saysSkip = (text: string) =>
  /^(?:跳过|先?不填|不知道|不清楚|没有|以后再[说填]|skip|later|no idea|(?:i )?don['’]?t know)[。.!]?$/iu.test(
    text.trim(),
  )

/** One of the shop's models by its id, any other in the customer's words. */
export async function keepModel(c: Context<unknown>, model: string): Promise<Next> {
  return kept(c, 'model', await c.shop.vehicles.setModel(car.parse(c.state).vehicleId, model, c.chat))
}

/** Typed kilometres; `null` for words without any number in them. */
export function readMileage(c: Context<unknown>, text: string): Promise<Next> | Next | null {
  const km = parseMileage(text)
  if (!isRefusal(km)) return keepMileage(c, km, false)
  return /[\d一二三四五六七八九十两百千万]/.test(text.normalize('NFKC')) ? { refuse: km } : null
}

/** Notes a reading in km; one below the last is noted only once it is `confirmed`. */
export async function keepMileage(c: Context<unknown>, km: number, confirmed: boolean): Promise<Next> {
  const state = asking.parse(c.state)
  const answer = await c.shop.vehicles.recordMileage({ id: state.vehicleId, km, by: c.by, confirmed })
  if (isRefusal(answer) && answer.refused === 'mileage-backwards') return { to: 'backwards', state: { ...state, km } }
  return kept(c, 'mileage', answer)
}

/** What follows once a fact was told: the next question, or the list if the vehicle has gone meanwhile. */
export async function kept(c: Context<unknown>, fact: Fact, answer: Vehicle | Refusal): Promise<Next> {
  if (isRefusal(answer)) return toList(c, wordRefusal(answer, c.language))
  return after(asking.parse(c.state), fact, garageTexts[c.language].kept)
}

/** Takes a vehicle off the list, unless it is still expected at the shop. */
export async function part(c: Context<unknown>, why: 'sold' | 'mistake'): Promise<Next> {
  const state = car.parse(c.state)
  if (await bookedFor(c, state.vehicleId)) return { to: 'sold', state }
  const { vehicles } = c.shop
  const parted = await (why === 'sold' ? vehicles.markSold : vehicles.remove)(state.vehicleId, c.by)
  if (isRefusal(parted)) return toList(c, wordRefusal(parted, c.language))
  const t = garageTexts[c.language]
  const plate = showPlate(parted.plate)
  return { done: partedScreen(c, why === 'sold' ? t.isSold(plate) : t.isRemoved(plate)) }
}
