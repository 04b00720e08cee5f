import { isRefusal } from '../../refusal.ts'
import type { Backwards, Unknown, Vehicles } from '../vehicles/vehicles.ts'
import type { VisitTold } from '../vehicles/visited.ts'
import type { Visit } from './visit.ts'

/**
 * What the vehicle's own record learns of a visit, from which its next due date follows; put right, it is told again.
 * Answers the refusal of a mileage that contradicts others and was not confirmed.
 */
export async function noteOnVehicle(
  vehicles: Pick<Vehicles, 'noteVisit'>,
  { _id: id, vehicleId }: Visit,
  told: Omit<VisitTold, 'id'>,
  by: string,
): Promise<Backwards | null> {
  const noted = await vehicles.noteVisit(vehicleId, { id, ...told }, by)
  // A car that was erased or given away in the meantime has nothing to learn.
  const no = isRefusal<Backwards['refused'] | Unknown['refused']>(noted) ? noted : null
  return no?.refused === 'mileage-backwards' ? { ...no, refused: 'mileage-backwards' } : null
}
