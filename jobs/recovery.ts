import { recoveryScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** After a no-show, once and without reproach: three new times, two taps from booked. */
export const recovery = defineJob({
  name: 'recovery',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('recovery', about, tools)
    if ('outcome' in due) return due.outcome
    return tell(due, tools, (c) => recoveryScreen(c, due.appointment))
  },
})
