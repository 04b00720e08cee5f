import mongoose from 'mongoose'
import { handClock } from '../../src/clock.ts'
import type { Stage } from '../../src/demo/stage.ts'
import { telegramPace } from '../../src/messages/pace.ts'
import { createShop } from '../../src/shop/shop.ts'
import type { SimGroup, SimMember } from '../../src/simulator/people/group.ts'
import type { Hands } from '../../src/simulator/people/hands.ts'
import type { SimUser } from '../../src/simulator/people/user.ts'

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
  { role = 'advisor', profileId = null }: { role?: 'advisor' | 'manager'; profileId?: string | null } = {},
): Promise<AdvisorAtWork> {
  const connection = await mongoose.createConnection(stage.databaseUri).asPromise()
  const shop = createShop({ connection, clock: handClock(stage.present()), otherPersonalData: [] })
  const invited = await shop.advisors.invite({ role, profileId, by: 'operator' })
  await connection.close()
  if ('refused' in invited) throw new Error(invited.refused)
  const user = stage.customer({ id: ++userIds, firstName })
  await user.start(invited.token)
  const group = stage.group as SimGroup
  return { ...unhurried(stage, group.member(user)), user, id: `tg:${user.id}`, leaves: () => group.removes(user) }
}

/** A member's hands, each action of which ends when everything it set off has been handled and sent. */
export function unhurried(stage: Stage, member: SimMember): Hands {
  return new Proxy(member, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function' || key === 'sees') return value
      return async (...args: unknown[]) => {
        const result: unknown = await value(...args)
        await stage.settled()
        return result
      }
    },
  })
}

/** A customer's topic, found by the name it was made with. */
export function topicOf(stage: Stage, name: string): number {
  const topic = stage.group?.topics.find((one) => one.name.startsWith(name))
  if (!topic) throw new Error(`no topic of ${name}: ${stage.group?.topics.map((one) => one.name)}`)
  return topic.id
}

/** What stands in a customer's topic, as people read it. */
export const wordsIn = (stage: Stage, topicId: number): string[] =>
  (stage.group as SimGroup).topic(topicId).map(({ text = '' }) => text)
