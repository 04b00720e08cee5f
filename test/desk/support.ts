import { hire } from '../../src/demo/staff.ts'
import type { Stage } from '../../src/demo/stage.ts'
import { telegramPace } from '../../src/messages/pace.ts'
import type { SimGroup } from '../../src/simulator/people/group.ts'
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
  options?: Parameters<typeof hire>[2],
): Promise<AdvisorAtWork> {
  const { user, hands } = await hire(stage, { id: ++userIds, firstName }, options)
  return { ...hands, user, id: `tg:${user.id}`, leaves: () => stage.group?.removes(user) }
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
