import type { Appointment } from '../../../src/shop/appointments/appointment.ts'
import { type Cells, list, noCells, overlaps, union } from '../../../src/shop/days/cells.ts'
import { type Entry, resources } from '../../../src/shop/days/shop-day.ts'
import type { OpenShop } from './open-shop.ts'

/**
 * Everything that contradicts: masks that are not the closed cells and the entries, minutes that do not add up, two in
 * one place, half-held resources, appointments without cells and cells without an appointment. Empty when all is well.
 */
export async function audit({
  days,
  connection,
  clock,
}: Pick<OpenShop, 'days' | 'connection' | 'clock'>): Promise<string[]> {
  const wrong: string[] = []
  const drawn = await days.between('2000-01-01', '2999-12-31')
  const appointments = await connection.collection<Appointment>('appointments').find().toArray()
  for (const { day, plan } of drawn) {
    for (const { kind, id, cells } of resources) {
      for (const [resource, closed] of Object.entries(plan.closed[kind])) {
        let taken: Cells = noCells
        for (const entry of day.entries.filter((one) => one[id] === resource)) {
          if (overlaps(taken, entry[cells])) wrong.push(`${day._id}: two at once on ${resource}`)
          taken = union(taken, entry[cells])
        }
        const [expected, actual] = [list(union(closed, taken)), list(day[kind][resource] ?? noCells)]
        if (String(expected) !== String(actual))
          wrong.push(`${day._id}: ${resource} has [${actual}], not [${expected}]`)
      }
    }
    const sum = (entries: Entry[]) => entries.reduce((total, { minutes }) => total + minutes, 0)
    if (sum(day.entries) !== day.labourMinutes) wrong.push(`${day._id}: ${day.labourMinutes} labour minutes`)
    for (const [id, minutes] of Object.entries(plan.technicianMinutes)) {
      const spare = minutes - sum(day.entries.filter((entry) => entry.technicianId === id))
      if (day.spareMinutes[id] !== spare)
        wrong.push(`${day._id}: ${id} has ${day.spareMinutes[id]} spare, not ${spare}`)
      if (spare < 0) wrong.push(`${day._id}: ${id} works ${-spare} minutes too long`)
    }
  }
  const lasting = drawn.flatMap(({ day }) =>
    day.entries.filter((entry) => entry.until === null).map((entry) => ({ onDay: day._id, ...entry })),
  )
  for (const entry of lasting) {
    const owner = appointments.find(({ _id }) => _id === entry.appointmentId)
    const agrees =
      owner &&
      ['booked', 'arrived', 'completed'].includes(owner.state) &&
      owner.onDay === entry.onDay &&
      owner.startsAt.getTime() === entry.startsAt.getTime() &&
      owner.endsAt.getTime() === entry.endsAt.getTime() &&
      (['bayId', 'technicianId', 'advisorId', 'placement'] as const).every((field) => owner[field] === entry[field])
    if (!agrees) wrong.push(`${entry.onDay}: cells of ${entry.appointmentId} (${owner?.state ?? 'gone'}) are nobody's`)
  }
  for (const { _id, state, startsAt } of appointments) {
    const entries = lasting.filter((entry) => entry.appointmentId === _id)
    if (state === 'booked' && startsAt > clock.now() && entries.length !== 1)
      wrong.push(`${_id} has ${entries.length} places`)
  }
  return wrong
}
