import mongoose from 'mongoose'
import { handClock } from '../../src/clock.ts'
import { hire } from '../../src/demo/staff.ts'
import type { Stage } from '../../src/demo/stage.ts'
import { telegramPace } from '../../src/messages/pace.ts'
import { createShop, type Shop } from '../../src/shop/shop.ts'
import type { SimGroup, SimMember } from '../../src/simulator/people/group.ts'
import type { Hands } from '../../src/simulator/people/hands.ts'
import type { SimMessage } from '../../src/simulator/people/sim-message.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'
import { newcomer } from '../support/people.ts'

/** The limits have tests of their own; here twenty messages a minute would only be waited for. */
export const quickForum = {
  group: { title: '顾问群', forum: true },
  pace: {
    ...telegramPace,
    perSecond: 1_000,
    chat: { everyMs: 1, burst: 1_000 },
    group: { calls: 1_000, windowMs: 1_000, forReplies: 0 },
  },
}

let userIds = 9_000

/** An advisor at work: their hands in the group, each action dealt with before the next. */
export type AdvisorAtWork = Hands & { user: SimUser; id: string; leaves(): void }

/** Somebody invited, registered by the link, and let into the group. */
export async function advisor(
  stage: Stage,
  firstName: string,
  options?: Parameters<typeof hire>[2],
): Promise<AdvisorAtWork> {
  const { user, hands } = await hire(stage, { id: ++userIds, firstName }, options)
  return { ...hands, user, id: `tg:${user.id}`, leaves: () => stage.group?.removes(user) }
}

/** Acts on the shop's records from outside, as the operator's terminal does, until all that follows has been done. */
export async function inShop<T>(stage: Stage, act: (shop: Shop) => Promise<T>): Promise<T> {
  const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
  try {
    return await act(createShop({ connection, clock: handClock(stage.present()), otherPersonalData: [] }))
  } finally {
    await connection.close()
    await stage.settled()
  }
}

/** Somebody who asked for a person, and the topic this is answered in. */
export async function asking(stage: Stage, firstName: string): Promise<{ user: SimUser; topicId: number }> {
  const user = await newcomer(stage, { firstName })
  await user.says('人工')
  return { user, topicId: topicOf(stage, firstName) }
}

/** A member's hands, each action of which ends when everything it set off has been handled and sent. */
export const unhurried = (stage: Stage, member: SimMember): Hands => stage.settling(member)

/** A customer's topic, found by the name it was made with. */
export function topicOf(stage: Stage, name: string): number {
  const topic = stage.group?.topics.find((one) => one.name.startsWith(name))
  if (!topic) throw new Error(`no topic of ${name}: ${stage.group?.topics.map((one) => one.name)}`)
  return topic.id
}

/** What stands in a customer's topic, as people read it. */
export const wordsIn = (stage: Stage, topicId: number | null): string[] =>
  (stage.group as SimGroup).topic(topicId).map(({ text = '' }) => text)

/** One message of the group as it stands now. */
export const now = (stage: Stage, { id }: Pick<SimMessage, 'id'>): SimMessage | undefined =>
  stage.group?.chat.find((one) => one.id === id)

/** What a customer was told since `user.chat.length` was `from`. */
export const told = (user: SimUser, from = 0): string[] =>
  user.chat
    .slice(from)
    .filter((one) => one.from === 'bot')
    .map(({ text = '' }) => text)
