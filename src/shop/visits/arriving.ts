import type { Model } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { isRefusal, type Refusal, refuse } from '../../refusal.ts'
import type { Concern } from '../appointments/appointment.ts'
import type { Appointments } from '../appointments/appointments.ts'
import type { NotMarked } from '../appointments/attendance.ts'
import { isDuplicate } from '../change.ts'
import { itemOf, knowsItems } from '../profile/items.ts'
import type { Profile } from '../profile/profile.ts'
import type { Visit } from './visit.ts'

export type WalkIn = {
  /** Made by the caller, so that a repeat opens no second one. */
  id: string
  customerId: string
  vehicleId: string
  advisorId: string
  itemIds: string[]
  concern?: Concern[]
  by: string
}

/** The beginning of a visit. */
export function createArriving(deps: {
  model: Model<Visit>
  clock: Clock
  profile: Profile
  appointments: Pick<Appointments, 'arrive'>
}) {
  const { model, clock, profile, appointments } = deps

  /** Whoever booked is here: the appointment has arrived, and the visit is open. */
  async function checkIn(appointmentId: string, by: string): Promise<Visit | Refusal<NotMarked>> {
    const arrived = await appointments.arrive(appointmentId, by)
    if (isRefusal<NotMarked>(arrived)) return arrived
    const { customerId, vehicleId, advisorId, technicianId, items, concern } = arrived
    const facts = { customerId, vehicleId, advisorId, technicianId, items, concern }
    return open({ ...blank(visitIdOf(appointmentId), by, clock.now()), ...facts, appointmentId })
  }

  /** Somebody without an appointment is here. */
  async function walkIn(guest: WalkIn): Promise<Visit | Refusal<'item-unknown' | 'advisor-unknown'>> {
    const { id, customerId, vehicleId, advisorId, itemIds, concern = [], by } = guest
    const shop = await profile.refresh()
    if (!knowsItems(shop, itemIds)) return refuse('item-unknown')
    if (!shop.advisors.some((one) => one.id === advisorId)) return refuse('advisor-unknown')
    const items = itemIds.map((itemId) => {
      const { name, labourMinutes } = itemOf(shop, itemId)
      return { id: itemId, name, labourMinutes }
    })
    return open({ ...blank(id, by, clock.now()), customerId, vehicleId, advisorId, items, concern })
  }

  async function open(fresh: Visit): Promise<Visit> {
    try {
      await model.create(fresh)
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
    return (await model.findById(fresh._id).lean<Visit>()) ?? open(fresh)
  }

  return { checkIn, walkIn }
}

/** The visit that an appointment leads to. */
export const visitIdOf = (appointmentId: string) => `vis_${appointmentId.replace(/^apt_/, '')}`

/** What a visit is when the car has just come. */
function blank(_id: string, by: string, now: Date) {
  return {
    _id,
    version: 1,
    dirty: true,
    appointmentId: null,
    technicianId: null,
    stage: 'arrived' as const,
    stages: [{ stage: 'arrived' as const, at: now, by }],
    promisedAt: null,
    mileageKm: null,
    done: [],
    declined: [],
    settlement: null,
    delivery: null,
    history: [],
    createdAt: now,
  }
}
