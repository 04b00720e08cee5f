import { daySheet } from '../../flows/group/sheet.ts'
import { taskInWords } from '../../flows/group/task-card.ts'
import { groupTexts } from '../../flows/group/texts.ts'
import type { Config } from '../config.ts'
import { plain } from '../messages/screen.ts'
import { dayOf } from '../shop/profile/opening.ts'
import { atDesk } from './at-desk.ts'
import { isDay } from './days.ts'

/** More open tasks than fit a screen are no list any more. */
const tasksAtMost = 200

/** Prints the preparation sheets of a day (`YYYY-MM-DD`, today when left out): what the group sees, without a group. */
export function day(config: Config | { problems: string[] }, [onDay]: string[]): Promise<number> {
  return atDesk(config, async (desk) => {
    const wanted = onDay ?? dayOf(desk.shop.profile.current().zone, desk.now)
    if (!isDay(wanted)) {
      return { no: 'Which day? For example: npm run yingke -- day 2026-03-05', code: 2 }
    }
    return daySheet(wanted, desk)
  })
}

/** Prints the open tasks, the most urgent first. */
export function tasks(config: Config | { problems: string[] }): Promise<number> {
  return atDesk(config, async (desk) => {
    const open = await desk.shop.tasks.openOnes(tasksAtMost)
    if (open.length === 0) return groupTexts[desk.language].noTasks
    return (await Promise.all(open.map(async (task) => plain(await taskInWords(task, desk))))).join('\n\n')
  })
}
