import { type Measurement, summed } from '../measure.ts'
import { load, type Options } from '../sending/options.ts'
import type { Servers } from '../sending-support.ts'
import { judged, type Utterance } from './judge.ts'
import { say, silence } from './people.ts'
import { openPostman } from './postman.ts'
import { asksForPerson, type ForumShop, freePort, openForumShop, sleep } from './shop.ts'

const customers = 40
const times = 3
const secret = 'a-secret-of-this-measurement'

/**
 * R5: what customers say, each update delivered three times. First in any order to a process that only takes in, another works
 * it off after: whatever the order of arrival, each chat is worked off in Telegram's. Then as it comes, by polling, newest
 * first within each batch. The effect that is counted is the line in the customer's topic.
 */
export async function shuffledUpdates(servers: Servers, { updates = 2_000 }: Options = {}): Promise<Measurement[]> {
  return [await broughtBeforehand(servers, updates), await asItComes(servers, updates)]
}

async function broughtBeforehand(servers: Servers, updates: number): Promise<Measurement> {
  const shop = await openForumShop(servers)
  const postman = await openPostman(shop.simulator)
  const said: Utterance[] = []
  try {
    const users = await settledIn(shop)
    await postman.collect()
    for (let nth = 0; nth < updates / customers; nth++) for (const one of users) await say(one, said, nth)
    while (postman.held() < said.length) await sleep(50)

    const port = await freePort()
    const url = `http://127.0.0.1:${port}/telegram`
    const ingress = { by: 'webhook', url, secret } as const
    const hall = await shop.opens({ roles: ['web'], port, ingress })
    const deliveries = await postman.bring({ to: url, secret, times })
    await hall.close()
    const began = performance.now()
    const bot = await shop.opens({ roles: ['bot', 'worker'], ingress })
    await silence(shop, said)
    const seconds = workedFor(shop, began)
    await bot.close()
    return await verdict('shuffled.broughtBeforehand', shop, said, { database: servers.database, deliveries, seconds })
  } finally {
    await postman.close()
    await shop.close()
  }
}

/** Held back until there are so many, then handed out newest first [a poll takes 100]. */
const heldBack = 50

async function asItComes(servers: Servers, updates: number): Promise<Measurement> {
  const shop = await openForumShop(servers)
  const said: Utterance[] = []
  try {
    const users = await settledIn(shop)
    shop.simulator.faults.duplicateUpdates(updates, times - 1)
    const bot = await shop.opens()
    const began = performance.now()
    for (let nth = 0; nth < updates / customers; nth++) {
      for (const one of users) {
        if (said.length % heldBack === 0) shop.simulator.faults.reorderUpdates(heldBack)
        await say(one, said, nth)
      }
      // So that polling takes what there is as it comes.
      await sleep(20)
    }
    shop.simulator.faults.clear()
    await silence(shop, said)
    const seconds = workedFor(shop, began)
    await bot.close()
    const facts = { database: servers.database, deliveries: said.length * times, seconds }
    return await verdict('shuffled.asItComes', shop, said, facts)
  } finally {
    await shop.close()
  }
}

/** Customers whose chats a person has; the process that brought them there is closed. */
async function settledIn(shop: ForumShop) {
  const bot = await shop.opens()
  const users = await shop.newcomers(customers)
  await Promise.all(users.map(({ user }) => asksForPerson(user)))
  await silence(shop, [])
  await bot.close()
  return users
}

async function verdict(
  name: string,
  { simulator, ids, listed }: ForumShop,
  said: Utterance[],
  { seconds, ...facts }: { database: string; deliveries: number; seconds: number },
): Promise<Measurement> {
  const found = judged(simulator.log, { said, ids, listed: await listed() })
  const { topics, lost, duplicates, outOfOrder, lineCalls, inOthersTopic } = found
  const effects = {
    updates: said.length,
    times,
    topics,
    lost,
    duplicates,
    outOfOrder,
    inOthersTopic,
    lineCalls,
    seconds,
  }
  return summed(name, 'updates/s', [said.length / seconds], { ...facts, load: load(), customers, ...effects })
}

/** Until the last call, without the silence after it. */
function workedFor({ simulator }: ForumShop, began: number): number {
  const last = simulator.log.findLast(({ method }) => method !== 'getUpdates')
  return Number((((last?.answeredAt ?? began) - began) / 1_000).toFixed(1))
}
