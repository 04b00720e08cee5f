import { reconfirmationScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** The evening before: will you come? Answered by one tap. */
export const reconfirmation = defineJob({
  name: 'reconfirmation',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('reconfirmation', about, tools)
    if ('outcome' in due) return due.outcome
    const outcome = await tell(due, tools, (c) => reconfirmationScreen(c, due.appointment))
    if ('done' in outcome) await tools.shop.appointments.reconfirm(about.appointmentId, 'asked', 'reminders')
    return outcome
  },
})
