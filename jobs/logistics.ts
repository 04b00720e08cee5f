import { logisticsScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** Shortly before the visit: the way there, without a sound, and a button for the arrival. */
export const logistics = defineJob({
  name: 'logistics',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('logistics', about, tools)
    if ('outcome' in due) return due.outcome
    return tell(due, tools, (c) => logisticsScreen(c, due.appointment), { silent: true })
  },
})
