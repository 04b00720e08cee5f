import { type Desk, daySheet } from '../../flows/group/sheet.ts'
import { taskInWords } from '../../flows/group/task-card.ts'
import { groupTexts } from '../../flows/group/texts.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { plain } from '../messages/screen.ts'
import { dayOf } from '../shop/profile/opening.ts'
import { createShop } from '../shop/shop.ts'
import { openStores } from '../stores.ts'

/** More open tasks than fit a screen are no list any more. */
const tasksAtMost = 200

/** Prints the preparation sheets of a day (`YYYY-MM-DD`, today when left out): what the group sees, without a group. */
export function day(config: Config | { problems: string[] }, [onDay]: string[]): Promise<number> {
  return atDesk(config, async (desk) => {
    const wanted = onDay ?? dayOf(desk.shop.profile.current().zone, desk.now)
    if (!/^\d{4}-\d\d-\d\d$/.test(wanted)) return null
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

/** Reads the shop's records as they are; 2 when the question or the settings are not right. */
async function atDesk(
  config: Config | { problems: string[] },
  answer: (desk: Desk) => Promise<string | null>,
): Promise<number> {
  if ('problems' in config || !config.mongodbUri || !config.redisUrl) {
    const problems = 'problems' in config ? config.problems : ['MONGODB_URI and REDIS_URL: needed to read the records']
    console.error(problems.join('\n'))
    return 2
  }
  const { mongodbUri, redisUrl } = config
  const stores = openStores({ mongodbUri, redisUrl, log: createLog('silent') })
  try {
    await stores.reached()
    const shop = createShop({ connection: stores.connection, clock: systemClock, otherPersonalData: [] })
    const { language } = await shop.profile.refresh()
    const says = await answer({ shop, language, now: systemClock.now() })
    if (says === null) console.error('Which day? For example: npm run yingke -- day 2026-03-05')
    else console.log(says)
    return says === null ? 2 : 0
  } finally {
    await stores.close()
  }
}
