import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import { agreed } from '../src/shop/appointments/reminders.ts'
import type { Tools } from './steps/reminding.ts'

/**
 * Credits a booking to the attempt that won it: the one it was booked from, or the last one that reached the customer. Nobody
 * has to call them any more.
 */
export const creditOutreach = defineJob({
  name: 'credit-outreach',
  payload: z.object({ appointmentId: z.string() }),
  async run({ appointmentId }, { shop }: Tools) {
    const appointment = await shop.appointments.get(appointmentId)
    if (!appointment) return { skipped: 'the appointment is gone' }
    const { customerId, source } = appointment
    await shop.tasks.finishAbout(customerId, 'solicit', 'booked')
    const from = source.kind === 'outreach' ? (source.ref ?? null) : null
    const bookedAt = agreed(appointment).at
    const credited = await shop.outreaches.credit({ customerId, appointmentId, bookedAt }, from)
    return credited ? { done: true } : { skipped: 'nobody had reached out' }
  },
})
