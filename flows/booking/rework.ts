import type { Context, Move } from '../../src/conversation/flow.ts'
import { dissatisfiedAt, scoreOf, surveyIdOf } from '../../src/shop/surveys/survey.ts'
import type { Visit } from '../../src/shop/visits/visit.ts'
import type { Knows } from './draft.ts'
import { start, toTime, toVehicle } from './path.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * What was not right after a visit is looked at again: the same vehicle, and what was said of it; only the time is to be
 * chosen. Whose visit it was not, who was content, and who comes long after books like anybody else; who has booked
 * already sees that.
 */
export async function rework(c: Context<unknown>, visitId: string): Promise<Move<Knows>> {
  const { visits, surveys, vehicles, appointments, profile } = c.shop
  const visit = await visits.get(visitId)
  const survey = await surveys.get(surveyIdOf('csat', visitId))
  const score = survey && scoreOf(survey)
  if (visit?.customerId !== c.customer._id || !isRecent(visit, c) || score === null || score > dissatisfiedAt)
    return toVehicle(c, start())
  const upcoming = await appointments.upcoming(c.customer._id)
  if (upcoming.some(({ source }) => source.kind === 'rework' && source.ref === visitId))
    return { enter: 'appointments', entry: 'open', input: '' }
  const { concernItemId } = profile.current()
  const again = start({ itemIds: [concernItemId], concern: survey?.comments ?? [], reworkOf: visitId })
  const own = await vehicles.ofCustomer(c.customer._id)
  return own.some(({ _id }) => _id === visit.vehicleId)
    ? toTime(c, { ...again, vehicleId: visit.vehicleId })
    : toVehicle(c, again)
}

/** Delivered no longer ago than the shop's rule allows. */
function isRecent({ delivery }: Visit, { shop, now }: Context<unknown>): boolean {
  const { withinDays } = shop.profile.current().settings.rework
  return delivery !== null && now.getTime() - delivery.at.getTime() <= withinDays * dayMs
}
