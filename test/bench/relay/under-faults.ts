import { type Measurement, summed } from '../measure.ts'
import { load, type Options } from '../sending/options.ts'
import type { Servers } from '../sending-support.ts'
import { judged, type Utterance } from './judge.ts'
import { say, silence, talk } from './people.ts'
import { type ForumShop, openForumShop, patienceMs, sleep } from './shop.ts'

/**
 * R9: what customers say reaches their topics while a tenth of the calls fail and people disturb the group, with nothing
 * to wait for but the faults. Lost and duplicate are those that the product does not list itself.
 */
export async function relayUnderFaults(
  servers: Servers,
  { customers = 100, each = 5 }: Options = {},
): Promise<Measurement[]> {
  const shop = await openForumShop(servers)
  const app = await shop.opens()
  try {
    const users = await shop.newcomers(customers)
    shop.simulator.log.length = 0
    const { faults } = shop.simulator
    const forAll = { times: Number.POSITIVE_INFINITY, chance: 0.05 }
    faults.inject({ kind: 'too-many-requests', retryAfter: 1 }, forAll)
    // Half of a tenth was answered above already.
    faults.inject({ kind: 'html', status: 502 }, { ...forAll, chance: 0.05 / 0.95 })
    const said: Utterance[] = []
    const began = performance.now()
    const talking = users.map((one) => talk(one, said, { each, everyMs: 2_500, photos: true }))
    await disturb(shop, customers)
    await Promise.all(talking)
    for (const one of users.slice(0, 3)) await say(one, said, each)
    await silence(shop, said)
    const seconds = (performance.now() - began) / 1_000
    const found = judged(shop.simulator.log, { said, ids: shop.ids, listed: await shop.listed() })
    const failed = shop.simulator.log.filter(({ code }) => code === 429 || code === 502).length
    const facts = {
      database: servers.database,
      load: load(),
      disturbances,
      customers,
      each,
      callsFailed: failed,
      ...found,
    }
    return [summed('relay.faults.whole', 's', [seconds], facts)]
  } finally {
    await app.close()
    await shop.close()
  }
}

const disturbances = 'a topic deleted, one closed, the bot demoted and promoted, the group migrated'

/** What people do to a group, while it is being written to. */
async function disturb({ group, ids }: ForumShop, customers: number): Promise<void> {
  const topicsThere = async (many: number) => {
    for (let waited = 0; group.topics.length < many && waited < patienceMs; waited += 20) await sleep(20)
  }
  await topicsThere(Math.min(10, customers))
  const [first, second] = group.topics.filter(({ name }) => /^c\d/.test(name)).map(({ id }) => id)
  if (first !== undefined) group.deletesTopic(first)
  if (second !== undefined) group.closesTopic(second)
  group.demotesBot()
  await sleep(3_000)
  group.promotesBot()
  await topicsThere(customers / 2)
  ids.add(group.migrates())
}
