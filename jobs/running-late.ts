import { runningLateScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** Somebody who is not here yet is asked kindly whether they are on their way. */
export const runningLate = defineJob({
  name: 'running-late',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('running-late', about, tools)
    if ('outcome' in due) return due.outcome
    return tell(due, tools, (c) => runningLateScreen(c, due.appointment))
  },
})
