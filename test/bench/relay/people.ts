import { judged, type Utterance } from './judge.ts'
import { type Customer, type ForumShop, sleep } from './shop.ts'

/** Silence after which nothing more is to be expected: longer than a group ever waits for its window. */
const quietMs = 65_000
/** One line in so many is a photo, which goes in a call of its own. */
const photoEvery = 5

/** Asks for a person at once, as people do, and goes on talking. */
export async function talk(
  customer: Customer,
  said: Utterance[],
  { each, everyMs, photos }: { each: number; everyMs: number; photos: boolean },
): Promise<void> {
  await customer.user.says('人工')
  for (let nth = 0; nth < each; nth++) {
    await sleep(everyMs * (0.5 + Math.random()))
    await say(customer, said, nth, photos && nth % photoEvery === 2)
  }
}

export async function say({ user, name }: Customer, said: Utterance[], nth: number, isPhoto = false): Promise<void> {
  const words = `${name}-${nth}`
  const at = performance.now()
  const { id } = isPhoto ? await user.sendsPhoto(words) : await user.says(words)
  said.push({ words, at, chatId: user.chatId, messageId: id })
}

/** Until everything has arrived, or nothing happens any more. */
export async function silence({ simulator, ids }: ForumShop, said: Utterance[]): Promise<void> {
  const began = performance.now()
  for (;;) {
    const last = simulator.log.findLast(({ method }) => method !== 'getUpdates')
    const quietFor = performance.now() - Math.max(began, last?.answeredAt ?? 0)
    const { lost } = judged(simulator.log, { said, ids, listed: '' })
    if (simulator.pendingUpdates() === 0 && quietFor > (lost === 0 ? 3_000 : quietMs)) return
    await sleep(500)
  }
}
