import { z } from 'zod'
import { taskInWords } from '../flows/group/task-card.ts'
import { groupTexts } from '../flows/group/texts.ts'
import { topicsOf } from '../flows/group/topics.ts'
import { defineJob } from '../src/agenda/job.ts'
import { joined } from '../src/messages/screen.ts'
import { raiseAt } from '../src/shop/tasks/effects.ts'
import type { Tools } from './steps/reminding.ts'
import { groupMessage } from './steps/telling-group.ts'

/** By then it has been raised again. */
const livesMs = 24 * 60 * 60 * 1000

/** Raises a task that nobody has done in time, again and again but not for ever. */
export const raiseTask = defineJob({
  name: 'raise-task',
  payload: z.object({ taskId: z.string() }),
  async run({ taskId }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const profile = await shop.profile.refresh()
    const task = await shop.tasks.get(taskId)
    if (task?.state !== 'open') return { skipped: 'the task is done' }
    if (task.raised >= profile.settings.tasks.timesAtMost) return { skipped: 'raised often enough' }
    const due = raiseAt(task, profile)
    if (due > clock.now()) return { later: due }

    const { language } = profile
    const t = groupTexts[language]
    const text = joined([t.overdue(t.kinds[task.kind]), await taskInWords(task, { shop, language, now: clock.now() })])
    const times = task.raised + 1
    await messages.post([
      groupMessage(tools, {
        key: `task:${task.ref}:raised:${times}`,
        topic: topicsOf(language).tasks,
        screen: { text },
        livesMs,
      }),
    ])
    await shop.tasks.noteRaised(taskId, times)
    return { later: raiseAt({ ...task, raised: times }, profile) }
  },
})
