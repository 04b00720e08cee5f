import { cancellationScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** What the shop has cancelled for a customer is told in their chat at once. */
export const cancellation = defineJob({
  name: 'cancellation',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('cancellation', about, tools)
    if ('outcome' in due) return due.outcome
    return tell(due, tools, (c) => cancellationScreen(c, due.appointment))
  },
})
