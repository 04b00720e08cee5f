import { defineJob } from '../src/agenda/job.ts'
import { dueNow, hand, subject, type Tools } from './steps/reminding.ts'

/** Rule 2.3: who did not answer, or could not be asked, is called by an advisor, not asked again. */
export const unconfirmed = defineJob({
  name: 'unconfirmed',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('unconfirmed', about, tools)
    if ('outcome' in due) return due.outcome
    await hand(due, tools, 'unconfirmed')
    if (due.appointment.reconfirmed === 'asked')
      await tools.shop.appointments.reconfirm(about.appointmentId, 'no-answer', 'reminders')
    return { done: true }
  },
})
