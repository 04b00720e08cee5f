import { telegramPace } from '../../../src/messages/pace.ts'
import type { ApiCall } from '../../../src/simulator/simulator.ts'
import { type Measurement, percentile, summed } from '../measure.ts'
import { load, type Options } from '../sending/options.ts'
import type { Servers } from '../sending-support.ts'
import { judged, type Utterance } from './judge.ts'
import { silence, talk } from './people.ts'
import { type Customer, openForumShop } from './shop.ts'

/**
 * R9: the same under Telegram's real pace and a wall that forgives nothing: calls to the group in any minute. Twelve customers
 * are so many that a group's twenty calls a minute are far too few for what is said, and a run takes three minutes.
 */
export async function relayAtRealPace(
  servers: Servers,
  { customers = 12, each = 20 }: Options = {},
): Promise<Measurement[]> {
  const shop = await openForumShop(servers, { pace: telegramPace, walls: 'strict' })
  const app = await shop.opens()
  try {
    const users = await shop.newcomers(customers)
    const logged = shop.simulator.log.length
    const said: Utterance[] = []
    await Promise.all(users.map((user) => talk(user, said, { each, everyMs: 60_000 / each, photos: false })))
    await silence(shop, said)
    const calls = shop.simulator.log.slice(logged)
    const found = judged(calls, { said, ids: shop.ids, listed: await shop.listed() })
    const facts = {
      database: servers.database,
      load: load(),
      customers,
      each,
      walls: 'strict',
      ...found,
      ...answers(calls, users),
    }
    return [summed('relay.pace.callsInAMinute', 'calls to the group', [found.callsInAMinute], facts)]
  } finally {
    await app.close()
    await shop.close()
  }
}

/** How long customers wait for the bot's own word in their chats meanwhile: from asking for a person to hearing of one. */
function answers(calls: ApiCall[], customers: Customer[]) {
  const chats = new Set(customers.map(({ user }) => user.chatId))
  const toThem = calls.filter(({ chatId, params }) => chats.has(chatId ?? 0) && /已为您转接/.test(String(params.text)))
  const began = calls[0]?.at ?? 0
  const waits = toThem.map(({ at }) => (at - began) / 1_000)
  return { botAnswersP95S: Number(percentile(waits, 0.95).toFixed(1)), botAnswers: waits.length }
}
