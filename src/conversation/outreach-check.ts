import type { Clock } from '../clock.ts'
import type { Check } from '../messages/message.ts'
import type { Outreach } from '../shop/outreach/outreach.ts'
import type { Shop } from '../shop/shop.ts'

/** How soon a message of a paused campaign is looked at again, by our clock. */
const pausedMs = 10 * 60 * 1000

/**
 * Whether reaching out is still wanted at the moment of sending: a stopped campaign says nothing more, a paused one waits, and
 * who has booked meanwhile is not asked to.
 */
export function outreachStillWanted({ shop, clock }: { shop: () => Shop; clock: Clock }): Check {
  /** A message may have waited for a week: the work may be done by now, or the car sold. */
  async function isStillDue({ vehicleId, ref }: Outreach): Promise<boolean> {
    const vehicle = vehicleId === null ? null : await shop().vehicles.get(vehicleId)
    return (
      vehicle !== null &&
      shop()
        .vehicles.dueOf(vehicle)
        .dues.some(({ key }) => key === ref)
    )
  }

  return async ({ about, expiresAt }) => {
    if (about?.kind !== 'outreach') return null
    const outreach = await shop().outreaches.get(about.id)
    if (!outreach || outreach.customerId === '') return { drop: 'the customer is gone' }
    if (outreach.answer) return { drop: 'answered already' }
    if ((await shop().appointments.bookedAmong([outreach.customerId])).size > 0) return { drop: 'booked already' }
    if (outreach.cause === 'advisor') return null
    if (outreach.cause !== 'campaign') return (await isStillDue(outreach)) ? null : { drop: 'no longer due' }
    const campaign = await shop().campaigns.get(outreach.ref)
    if (campaign?.state === 'running') return null
    if (campaign?.state !== 'paused') return { drop: `the campaign is ${campaign?.state ?? 'gone'}` }
    const later = new Date(clock.now().getTime() + pausedMs)
    return later < expiresAt ? { later, reason: 'the campaign is paused' } : { drop: 'the campaign is over' }
  }
}
