import { confirmationScreen } from '../flows/attendance/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { dueNow, subject, type Tools, tell } from './steps/reminding.ts'

/** A booking or a new time that the customer did not agree on in the chat is confirmed there at once. */
export const confirmation = defineJob({
  name: 'confirmation',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('confirmation', about, tools)
    if ('outcome' in due) return due.outcome
    return tell(due, tools, (c) => confirmationScreen(c, due.appointment))
  },
})
