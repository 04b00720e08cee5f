import { z } from 'zod'
import { taskScreen } from '../flows/group/task-card.ts'
import { topicsOf } from '../flows/group/topics.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'
import { cardMessages } from './steps/telling-group.ts'

/** As long as a task is looked after. */
const livesMs = 30 * 24 * 60 * 60 * 1000

/** Puts a task up in the advisors' group, or changes the card that hangs there. */
export const showTask = defineJob({
  name: 'show-task',
  payload: z.object({ taskId: z.string() }),
  async run({ taskId }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const { language } = await shop.profile.refresh()
    const task = await shop.tasks.get(taskId)
    if (!task) return { skipped: 'the task is gone' }
    const screen = await taskScreen(task, { shop, language, now: clock.now() })
    const about = { kind: 'task', id: taskId, version: task.version }
    const { ref, version, customerId } = task
    const card = { topic: topicsOf(language).tasks, about, screen, livesMs, customerId }
    await messages.post(cardMessages(tools, { ...card, key: `task:${ref}`, version }))
    return { done: true }
  },
})
