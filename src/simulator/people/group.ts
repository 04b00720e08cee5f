import type { TelegramChatMember, TelegramUser } from '@gramio/types'
import type { Account, Group } from '../chat.ts'
import { addPost, openTopic } from '../posts.ts'
import { botStanding, tellMessage, tellStanding } from '../tell.ts'
import { changeTopic, deleteTopic } from '../topics.ts'
import { openGroup, type World } from '../world.ts'
import { createHands, type Hands } from './hands.ts'
import { patienceMs, readable, spotted, visible, waitFor } from './look.ts'
import { migrated } from './migrate.ts'
import type { SimMessage } from './sim-message.ts'
import { type BotRights, memberStanding, standingOfBot } from './standing.ts'
import { openAccount, type SimUser } from './user.ts'

export type GroupFacts = { title: string; forum?: boolean; id?: number; owner?: SimUser }
export type SimTopic = { id: number; name: string; closed: boolean }

/** What a member does and sees in the group; write into a topic with `{ topicId }`. */
export type SimMember = Hands & {
  id: number
  sees(text: string | RegExp, options?: { topicId?: number | null; withinMs?: number }): Promise<SimMessage>
}

/** A group with the bot in it, and what its owner does there. Ids and messages are read as they are now. */
export type SimGroup = {
  readonly id: number
  title: string
  /** The person's hands in this group; lets them in if need be. */
  member(user: SimUser, status?: 'member' | 'administrator'): SimMember
  removes(user: SimUser): void
  /** Makes the bot an administrator with these rights (all that it may need, unless taken away). */
  promotesBot(rights?: BotRights): void
  demotesBot(): void
  kicksBot(): void
  addsBot(rights?: BotRights): void
  readonly topics: SimTopic[]
  createsTopic(name: string): number
  renamesTopic(id: number, name: string): void
  closesTopic(id: number): void
  reopensTopic(id: number): void
  /** Silent: Telegram tells nobody. */
  deletesTopic(id: number): void
  /** Switches topics on. */
  enablesTopics(): void
  /** Becomes a supergroup of another id, which is returned; calls with the old id are refused with the new one. */
  migrates(): number
  readonly chat: SimMessage[]
  /** Messages of one topic, or of General when null. */
  topic(id: number | null): SimMessage[]
  sees(text: string | RegExp, options?: { topicId?: number | null; withinMs?: number }): Promise<SimMessage>
  transcript(topicId?: number | null): string
}

/** Opens a group: somebody makes it and adds the bot as an administrator. */
export function createGroup(world: World, facts: GroupFacts): SimGroup {
  const group = openGroup(world, { ...facts, forum: facts.forum ?? false })
  const owner = openAccount(world, facts.owner ? { id: facts.owner.id } : { firstName: '店长' })
  group.members.set(owner.user.id, { status: 'creator', user: owner.user, is_anonymous: false })
  setBot(standingOfBot(world.bot, 'administrator'))

  function setBot(after: TelegramChatMember): void {
    const before = botStanding(world, group)
    group.members.set(world.bot.id, after)
    tellStanding(world, group, owner.user, before, after)
  }

  function join(account: Account, status: 'member' | 'administrator'): void {
    const known = group.members.get(account.user.id)
    if (known && known.status !== 'left' && known.status !== 'kicked') return
    group.members.set(account.user.id, memberStanding(account.user, status))
    tellMessage(world, group, addPost(world, group, account.user, { new_chat_members: [account.user] }))
  }

  function member(user: SimUser, status: 'member' | 'administrator' = 'member'): SimMember {
    const account = openAccount(world, { id: user.id })
    join(account, status)
    const hands = createHands(world, account, group, () => assertMember(account.user))
    return { ...hands, id: user.id, sees: (text, options) => sees(text, options, account) }
  }

  function assertMember(user: TelegramUser): void {
    const status = group.members.get(user.id)?.status ?? 'left'
    if (status === 'left' || status === 'kicked') throw new Error(`${user.first_name} is not in the group`)
  }

  function topicById(id: number) {
    const topic = group.topics.get(id)
    if (!topic || topic.deleted) throw new Error(`There is no topic ${id}`)
    return topic
  }

  function sees(
    text: string | RegExp,
    { topicId, withinMs = patienceMs }: { topicId?: number | null; withinMs?: number } = {},
    account: Account | null = null,
  ): Promise<SimMessage> {
    return waitFor(world, group, String(text), withinMs, (glance) =>
      spotted(world, group, account, text, glance, topicId),
    )
  }

  return {
    get id() {
      return group.about.id
    },
    title: facts.title,
    member,
    removes: (user) => removeMember(world, group, owner, user.id),
    promotesBot: (rights) => setBot(standingOfBot(world.bot, 'administrator', rights)),
    demotesBot: () => setBot(standingOfBot(world.bot, 'member')),
    kicksBot: () => setBot(standingOfBot(world.bot, 'kicked')),
    addsBot: (rights) => setBot(standingOfBot(world.bot, 'administrator', rights)),
    get topics() {
      const open = [...group.topics.values()].filter((topic) => !topic.deleted)
      return open.map(({ id, name, closed }) => ({ id, name, closed }))
    },
    createsTopic(name) {
      const post = openTopic(world, group, owner.user, name, 0x6fb9f0)
      tellMessage(world, group, post)
      return post.message.message_id
    },
    renamesTopic: (id, name) => changeTopic(world, group, topicById(id), owner.user, { name }),
    closesTopic: (id) => changeTopic(world, group, topicById(id), owner.user, { closed: true }),
    reopensTopic: (id) => changeTopic(world, group, topicById(id), owner.user, { closed: false }),
    deletesTopic: (id) => deleteTopic(world, group, topicById(id)),
    enablesTopics() {
      if (group.about.type === 'group') migrated(world, group, owner.user)
      group.about = { ...group.about, is_forum: true }
    },
    migrates: () => migrated(world, group, owner.user),
    get chat() {
      return visible(world, group)
    },
    topic: (id) => visible(world, group, id),
    sees: (text, options) => sees(text, options),
    transcript: (topicId) => readable(world, group, topicId),
  }
}

function removeMember(world: World, group: Group, owner: Account, userId: number): void {
  const user = world.accounts.get(userId)?.user
  if (!user || !group.members.delete(userId)) return
  tellMessage(world, group, addPost(world, group, owner.user, { left_chat_member: user }))
}
