import type { Desk } from '../../flows/group/sheet.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { isOutage } from '../outage.ts'
import { createShop } from '../shop/shop.ts'
import { openStores } from '../stores.ts'

/**
 * What a command answers: what it found, perhaps with an exit code because not all of it is well; or why it found
 * nothing, which goes to standard error.
 */
export type Says = string | { found: string; code: 0 | 1 | 2 } | { no: string; code: 1 | 2 }

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
    const profile = await shop.profile.refresh().catch((error) => {
      if (isOutage(error)) throw error
      return null
    })
    if (!profile) {
      console.error('This database knows no shop yet: start the product once, with npm start.')
      return 2
    }
    const { language } = profile
    const says = await answer({ shop, language, now: systemClock.now() }, config)
    if (typeof says === 'string') console.log(says)
    else if ('found' in says) console.log(says.found)
    else console.error(says.no)
    return typeof says === 'string' ? 0 : says.code
  } finally {
    await stores.close()
  }
}
