import { defineJob } from '../src/agenda/job.ts'
import { dueNow, hand, subject, type Tools } from './steps/reminding.ts'

/** A no-show is proposed to the advisor, who decides. */
export const noShow = defineJob({
  name: 'no-show',
  payload: subject,
  async run(about, tools: Tools) {
    const due = await dueNow('no-show', about, tools)
    if ('outcome' in due) return due.outcome
    await hand(due, tools, 'no-show')
    return { done: true }
  },
})
