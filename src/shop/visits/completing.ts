import type { Model } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Appointments } from '../appointments/appointments.ts'
import { amend } from '../change.ts'
import type { Customers } from '../customers/customers.ts'
import { knowsItems } from '../profile/items.ts'
import type { Profile } from '../profile/profile.ts'
import type { Backwards, Vehicles } from '../vehicles/vehicles.ts'
import { noteOnVehicle } from './on-vehicle.ts'
import type { Visit } from './visit.ts'

/** What the counter knows when a car is handed back. */
export type Completion = {
  id: string
  /** `null` when nobody read it. */
  mileageKm: number | null
  /** Ids of the items that were done, and of those advised but not wanted. */
  done: string[]
  declined: string[]
  /** Paid, fen. */
  paidFen: number
  by: string
  /** The mileage is right although it is below the last. */
  confirmed?: boolean
}
export type NotCompleted =
  | 'visit-unknown'
  | 'completed-already'
  | 'not-completed'
  | 'item-unknown'
  | Backwards['refused']

/** The end of a visit, and putting right what was noted of it. */
export function createCompleting(deps: {
  model: Model<Visit>
  clock: Clock
  profile: Profile
  customers: Pick<Customers, 'get' | 'setAdvisor'>
  vehicles: Pick<Vehicles, 'noteVisit'>
  appointments: Pick<Appointments, 'complete'>
}) {
  const { model, clock, profile, customers, vehicles, appointments } = deps

  /** Hands the car back. What follows is written before the visit itself: a crash in between repeats all of it. */
  const complete = (completion: Completion) => write(completion, { again: false })

  /** Puts the figures of a completed visit right; the delivery was when it was. */
  const correct = (completion: Completion) => write(completion, { again: true })

  async function write(completion: Completion, { again }: { again: boolean }): Promise<Visit | Refusal<NotCompleted>> {
    const { id, mileageKm, done, declined, paidFen, by, confirmed = false } = completion
    const shop = await profile.refresh()
    const known = await model.findById(id).lean<Visit>()
    const no = known ? unfit(known, again) : refuse('visit-unknown')
    if (no || !known) return no ?? refuse('visit-unknown')
    if (!knowsItems(shop, [...done, ...declined])) return refuse('item-unknown')
    const handedBackAt = known.delivery?.at ?? clock.now()
    const told = { at: handedBackAt, km: mileageKm, confirmed, done, declined }
    const backwards = await noteOnVehicle(vehicles, known, told, by)
    if (backwards) return backwards
    if (!again) {
      if (known.appointmentId) await appointments.complete(known.appointmentId, by)
      // Who was erased in the meantime has no advisor to be remembered.
      if (await customers.get(known.customerId)) await customers.setAdvisor(known.customerId, known.advisorId, by)
    }

    const at = clock.now()
    const written = await amend<Visit, Refusal<NotCompleted>>(model, id, { by, at }, (visit) => {
      const late = unfit(visit, again)
      if (late) return late
      const delivery = visit.delivery ?? { at, by }
      return {
        stage: 'closed',
        stages: again ? visit.stages : [...visit.stages, { stage: 'delivery', at, by }, { stage: 'closed', at, by }],
        mileageKm: mileageKm ?? visit.mileageKm,
        done,
        declined: declined.map(
          (itemId) => visit.declined.find((one) => one.itemId === itemId) ?? { itemId, at: delivery.at },
        ),
        settlement: { amountFen: paidFen, at: delivery.at, by },
        delivery,
        dirty: true,
      }
    })
    return written ?? refuse('visit-unknown')
  }

  return { complete, correct }
}

function unfit({ stage }: Visit, again: boolean): Refusal<NotCompleted> | null {
  if (again) return stage === 'closed' ? null : refuse('not-completed')
  return stage === 'closed' ? refuse('completed-already') : null
}
