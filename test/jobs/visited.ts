import type { Stage } from '../../src/demo/stage.ts'
import { visitIdOf } from '../../src/shop/visits/arriving.ts'
import type { UserFacts } from '../../src/simulator/people/user.ts'
import type { openBackOffice } from './support.ts'

type Office = Awaited<ReturnType<typeof openBackOffice>>

/** A customer whose car was handed back at that instant after a regular service; ISO 8601 with offset. */
export async function visited(stage: Stage, office: Office, deliveredAt: string, facts: UserFacts = {}) {
  const user = await office.customer(facts)
  const startsAt = new Date(Math.ceil(new Date(deliveredAt).getTime() / 1_800_000) * 1_800_000 - 2 * 3_600_000)
  const { _id } = await office.books(user, startsAt.toISOString())
  const visitId = await deliver(stage, office, _id, deliveredAt)
  return { user, visitId, surveyId: `csat:${visitId}`, customerId: (await office.recordOf(user))._id }
}

/** Completes the visit of an appointment at that instant. */
export async function deliver(stage: Stage, office: Office, appointmentId: string, at: string): Promise<string> {
  await stage.moveTo(at)
  const visitId = visitIdOf(appointmentId)
  await office.shop.visits.checkIn(appointmentId, 'operator')
  const figures = { mileageKm: null, done: ['maintenance'], declined: [], paidFen: 50_600 }
  await office.shop.visits.complete({ ...figures, id: visitId, by: 'operator' })
  await stage.settled()
  return visitId
}
