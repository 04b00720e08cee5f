import { lapsedScreen } from '../flows/waiting-list/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { offerSubject, post } from './steps/offering.ts'
import type { Tools } from './steps/reminding.ts'

/** The word about it comes in time, or is of no use. */
const wordLivesMs = 12 * 60 * 60 * 1000

/** Ends an offer that nobody answered: its time goes to the next, and the question says so. */
export const offerExpires = defineJob({
  name: 'offer-expires',
  payload: offerSubject,
  async run({ waitingId, appointmentId }, tools: Tools) {
    const { waitingList } = tools.shop
    const before = await waitingList.get(waitingId)
    const { offer } = before ?? {}
    if (before?.state === 'offered' && offer?.appointmentId === appointmentId) {
      if (offer.expiresAt > tools.clock.now()) return { later: offer.expiresAt }
      await waitingList.pass(appointmentId, 'unanswered')
    }
    // Read anew: after a crash the offer is over already, and only the word about it is missing.
    const waiting = await waitingList.get(waitingId)
    const lapsed = waiting?.passed.find((one) => one.appointmentId === appointmentId && one.how === 'unanswered')
    if (!waiting || !lapsed) return { skipped: 'the offer was answered' }
    const expiresAt = new Date(tools.clock.now().getTime() + wordLivesMs)
    const key = `offer:${appointmentId}`
    return post({ waiting, appointmentId, key: `${key}:lapsed`, edit: key, expiresAt }, tools, (c) =>
      lapsedScreen(c, waiting, lapsed.startsAt),
    )
  },
})
