import type { Context, Move } from '../../src/conversation/flow.ts'
import { newId } from '../../src/ids.ts'
import type { Rich } from '../../src/messages/screen.ts'
import { isRefusal } from '../../src/refusal.ts'
import type { Source } from '../../src/shop/appointments/appointment.ts'
import type { Vehicle } from '../../src/shop/vehicles/vehicle.ts'
import { describeWish } from '../../src/shop/wishes/describe.ts'
import type { Understood, Wish } from '../../src/shop/wishes/wish.ts'
import { wordRefusal } from '../refusals.ts'
import { exactly, unpackInstant } from '../steps/choosing-time.ts'
import { type Chosen, type Draft, draft, type Knows, type Started, soughtFor, started } from './draft.ts'
import { bookingTexts } from './texts.ts'

type Next = Move<Knows>

/** A blank booking with what is known already. */
export function start(seed: Partial<Started> = {}): Started {
  return { appointmentId: newId('apt'), itemIds: [], concern: [], wish: null, advisorId: null, ...seed }
}

/** The shortest way on: whatever is known already is not asked. */
export async function toVehicle(c: Context<unknown>, state: Started, notice?: Rich): Promise<Next> {
  return amongVehicles(c, state, await c.shop.vehicles.ofCustomer(c.customer._id), notice)
}

async function amongVehicles(c: Context<unknown>, state: Started, own: Vehicle[], notice?: Rich): Promise<Next> {
  const [only, second] = own
  if (!only) return toPlate(state, notice ?? echo(c, state.wish))
  if (second) return { to: 'vehicle', state, notice: notice ?? echo(c, state.wish) }
  return toItems(c, { ...state, vehicleId: only._id }, notice)
}

/** The id is made here, one step before the vehicle, so that a plate handled twice adds one. */
export function toPlate(state: Started, notice?: Rich): Next {
  return { to: 'plate', state: { ...state, vehicleId: newId('veh') }, notice }
}

/** Straight on with a vehicle of the customer's, whatever an old message's button says. */
export async function withVehicle(c: Context<unknown>, state: Started, id: string): Promise<Next> {
  const own = await c.shop.vehicles.ofCustomer(c.customer._id)
  return own.some(({ _id }) => _id === id) ? toItems(c, { ...state, vehicleId: id }) : amongVehicles(c, state, own)
}

/** What is needed, if that is not known yet. */
export async function toItems(c: Context<unknown>, state: Draft, notice?: Rich): Promise<Next> {
  if (state.itemIds.length > 0) return toTime(c, state)
  return { to: state.concern.length > 0 ? 'concern' : 'items', state, notice: notice ?? echo(c, state.wish) }
}

/** An exact wish that is free is held at once and echoed; anything else is answered with times close to it. */
export async function toTime(c: Context<unknown>, state: Draft): Promise<Next> {
  const startsAt = await exactly(c, soughtFor(state), state.wish)
  return startsAt ? toConfirm(c, { ...state, startsAt }) : { to: 'times', state }
}

/** Holds the chosen time; when somebody was quicker, fresh times are shown. */
export async function toConfirm(c: Context<unknown>, state: Chosen, notice?: Rich): Promise<Next> {
  const held = await c.shop.appointments.hold({
    id: state.appointmentId,
    customerId: c.customer._id,
    vehicleId: state.vehicleId,
    itemIds: state.itemIds,
    concern: state.concern,
    startsAt: state.startsAt,
    advisorId: state.advisorId,
    source: sourceOf(c, state),
    by: c.by,
  })
  if (isRefusal(held)) return { to: 'times', state: draft.parse(state), notice: wordRefusal(held, c.language) }
  return { to: c.customer.phone || c.isOnBehalf ? 'confirm' : 'phone', state, notice }
}

/** Where a booking comes from: it is the advisor's even where an invitation led to it. */
function sourceOf(c: Context<unknown>, { outreachId, reworkOf }: Draft): Source {
  if (reworkOf) return { kind: 'rework', ref: reworkOf }
  if (c.isOnBehalf) return { kind: 'advisor' }
  return outreachId ? { kind: 'outreach', ref: outreachId } : { kind: 'chat' }
}

/** A time that was tapped. */
export function pick(c: Context<unknown>, value: string): Promise<Next> | Next {
  const startsAt = unpackInstant(value)
  const state = draft.parse(c.state)
  return startsAt ? toConfirm(c, { ...state, startsAt }) : { to: 'times', state }
}

/** What the shop invited the customer to: vehicle and items are known, and the best time is one tap from done. */
export async function invited(c: Context<unknown>, outreachId: string): Promise<Next> {
  const outreach = await c.shop.outreaches.get(outreachId)
  if (outreach?.customerId !== c.customer._id) return toVehicle(c, start())
  const known = c.shop.profile.current().items
  const itemIds = outreach.itemIds.filter((id) => known.some((item) => item.id === id))
  const seed = start({ itemIds, outreachId })
  const own = await c.shop.vehicles.ofCustomer(c.customer._id)
  const { vehicleId } = outreach
  if (!own.some(({ _id }) => _id === vehicleId) || vehicleId === null) return toVehicle(c, seed)
  const state: Draft = { ...seed, vehicleId }
  return itemIds.length > 0 ? toBest(c, state) : toItems(c, state)
}

/** The best time there is, held. */
async function toBest(c: Context<unknown>, state: Draft): Promise<Next> {
  const [best] = await c.shop.slots.suggest({ itemIds: state.itemIds, advisorId: null })
  return best ? toConfirm(c, { ...state, startsAt: best.startsAt }) : { to: 'times', state }
}

/** The same vehicle and items as before, at the best time there is, one tap from done. */
export async function like(c: Context<unknown>, value: string): Promise<Next> {
  const [appointmentId = '', packed = ''] = value.split('@')
  const before = await c.shop.appointments.get(appointmentId)
  if (before?.customerId !== c.customer._id) return toVehicle(c, start())
  const again = start({ itemIds: before.items.map(({ id }) => id) })
  const own = await c.shop.vehicles.ofCustomer(c.customer._id)
  if (!own.some(({ _id }) => _id === before.vehicleId)) return toVehicle(c, again)
  const state: Draft = { ...again, vehicleId: before.vehicleId }
  const named = unpackInstant(packed)
  return named ? toConfirm(c, { ...state, startsAt: named }) : toBest(c, state)
}

/** A time typed in the middle of a booking: kept, echoed, and used as soon as everything before it is known. */
export async function onTime(c: Context<unknown>, understood: Understood): Promise<Next> {
  if (understood.kind === 'no') return { refuse: understood.refusal }
  if (understood.kind === 'none') return { stay: '' }
  const known = started.parse(c.state)
  const state = draft.safeParse(c.state)
  // At the plate the vehicle has an id already, but is none yet.
  const vehicle = state.success ? await c.shop.vehicles.get(state.data.vehicleId) : null
  if (understood.kind === 'wish') {
    const { wish } = understood
    return state.success && vehicle ? toItems(c, { ...state.data, wish }) : toVehicle(c, { ...known, wish })
  }
  const { options } = understood
  if (state.success && vehicle) return { to: 'which', state: { ...state.data, options } }
  return { stay: bookingTexts[c.language].timeLater }
}

/** Reads a wish back while nothing on the screen shows it yet. */
function echo(c: Context<unknown>, wish: Wish | null): Rich | undefined {
  if (!wish) return undefined
  const where = { language: c.language, zone: c.shop.profile.current().zone, now: c.now }
  return bookingTexts[c.language].understood(describeWish(wish, where))
}
