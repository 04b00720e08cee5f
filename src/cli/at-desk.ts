import type { Desk } from '../../flows/group/sheet.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { createShop } from '../shop/shop.ts'
import { openStores } from '../stores.ts'

/** What a command answers: what it found, or why it did not, with the exit code for that. */
export type Says = string | { no: string; code: 1 | 2 }

/** Opens the shop's records for one command; 2 when the settings are not right. */
export async function atDesk(
  config: Config | { problems: string[] },
  answer: (desk: Desk, config: Config) => Promise<Says>,
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
    const says = await answer({ shop, language, now: systemClock.now() }, config)
    if (typeof says === 'string') console.log(says)
    else console.error(says.no)
    return typeof says === 'string' ? 0 : says.code
  } finally {
    await stores.close()
  }
}
