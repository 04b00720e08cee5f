import { offerScreen } from '../flows/waiting-list/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { offerSubject, post } from './steps/offering.ts'
import type { Tools } from './steps/reminding.ts'

/** Asks a customer whether they take the time that is kept for them. */
export const tellOffer = defineJob({
  name: 'tell-offer',
  payload: offerSubject,
  async run({ waitingId, appointmentId }, tools: Tools) {
    const waiting = await tools.shop.waitingList.get(waitingId)
    const { offer } = waiting ?? {}
    if (waiting?.state !== 'offered' || offer?.appointmentId !== appointmentId) return { skipped: 'the offer is over' }
    const told = await post(
      { waiting, appointmentId, key: `offer:${appointmentId}`, expiresAt: offer.expiresAt },
      tools,
      (c) => offerScreen(c, waiting, offer),
    )
    if ('skipped' in told) await tools.shop.waitingList.pass(appointmentId, 'unanswered')
    return told
  },
})
