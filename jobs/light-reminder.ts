import { lightScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** A few days before a visit booked long ahead: still time to move it. */
export const lightReminder = defineJob({
  name: 'light-reminder',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('light-reminder', about, tools)
    if ('outcome' in due) return due.outcome
    return tell(due, tools, (c) => lightScreen(c, due.appointment))
  },
})
