import type { Context, Move } from '../../src/conversation/flow.ts'
import { newId } from '../../src/ids.ts'
import type { Rich } from '../../src/messages/screen.ts'
import { isRefusal } from '../../src/refusal.ts'
import { wordRefusal } from '../refusals.ts'
import { shopMinute } from '../steps/showing.ts'
import type { Chosen, Draft, Knows, Started } from './draft.ts'

type Next = Move<Knows>

/** A blank booking with what is known already. */
export function start(seed: Partial<Started> = {}): Started {
  return { appointmentId: newId('apt'), itemIds: [], concern: [], wish: null, advisorId: null, ...seed }
}

/** The shortest way on: whatever is known already is not asked. */
export async function toVehicle(c: Context<unknown>, state: Started, notice?: Rich): Promise<Next> {
  const vehicles = await c.shop.vehicles.ofCustomer(c.customer._id)
  const [only, second] = vehicles
  if (!only) return { to: 'plate', state: { ...state, vehicleId: newId('veh') }, ...(notice && { notice }) }
  if (second) return { to: 'vehicle', state, ...(notice && { notice }) }
  return toItems(c, { ...state, vehicleId: only._id }, notice)
}

export async function toItems(c: Context<unknown>, state: Draft, notice?: Rich): Promise<Next> {
  if (state.itemIds.length > 0) return toTime(c, state, notice)
  return { to: state.concern.length > 0 ? 'concern' : 'items', state, ...(notice && { notice }) }
}

/** An exact wish that is free is held at once and echoed; anything else is answered with times close to it. */
export async function toTime(c: Context<unknown>, state: Draft, notice?: Rich): Promise<Next> {
  const { wish } = state
  if (wish?.onDay && wish.fromMinute !== null && wish.fromMinute === wish.toMinute) {
    const { zone } = c.shop.profile.current()
    const slots = await c.shop.slots.times({ itemIds: state.itemIds, advisorId: state.advisorId, onDay: wish.onDay })
    const exact = slots.find((slot) => shopMinute(slot.startsAt, zone) === wish.fromMinute)
    if (exact) return toConfirm(c, { ...state, startsAt: exact.startsAt }, notice)
  }
  return { to: 'times', state, ...(notice && { notice }) }
}

/** Holds the chosen time; when somebody was quicker, fresh times are shown. */
export async function toConfirm(c: Context<unknown>, state: Chosen, notice?: Rich): Promise<Next> {
  const held = await c.shop.appointments.hold({
    id: state.appointmentId,
    customerId: c.customer._id,
    vehicleId: state.vehicleId,
    itemIds: state.itemIds,
    concern: state.concern.map(({ words, media, saidAt }) => ({ words, media, saidAt })),
    startsAt: state.startsAt,
    advisorId: state.advisorId,
    source: { kind: 'chat' },
    by: c.chat,
  })
  if (isRefusal(held)) {
    const { startsAt, ...draft } = state
    return { to: 'times', state: draft, notice: wordRefusal(held, c.language) }
  }
  return { to: c.customer.phone ? 'confirm' : 'phone', state, ...(notice && { notice }) }
}
