import type { TelegramBotCommand, TelegramUser } from '@gramio/types'
import type { Account, Chat, Group, PrivateChat } from './chat.ts'
import { createFiles, type Files } from './files.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { createWatchers, type Watchers } from './watchers.ts'

/** Everything the simulated Telegram knows. Methods and people act on it; nothing else is kept anywhere. */
export type World = {
  token: string
  bot: TelegramUser
  /** Stamps messages and decides what has expired. */
  now(): Date
  accounts: Map<number, Account>
  chats: Map<number, Chat>
  files: Files
  inbox: Inbox
  watchers: Watchers
  /** Button presses not yet answered, by query id. */
  presses: Map<string, Press>
  /** Command lists by scope and language, and the bot's own texts. */
  commands: Map<string, TelegramBotCommand[]>
  profile: Map<string, string>
  /** Messages kept per chat; older ones are forgotten. */
  history: number
  /** The next number of its kind: users, groups, albums, button presses. */
  next(kind: 'user' | 'group' | 'album' | 'press'): number
}
export type Press = { id: string; userId: number; chatId: number; messageId: number; at: Date }

export function createWorld(facts: { token: string; bot: TelegramUser; now(): Date; history: number }): World {
  const counters = { user: 5_000_000_000, group: 1_000_000_000, album: 13_000_000_000_000, press: 1 }
  return {
    ...facts,
    accounts: new Map(),
    chats: new Map(),
    files: createFiles(),
    inbox: createInbox(facts.now),
    watchers: createWatchers(),
    presses: new Map(),
    commands: new Map(),
    profile: new Map(),
    next: (kind) => counters[kind]++,
  }
}

/** Seconds since 1970, as Telegram dates everything. */
export function unixNow(world: World): number {
  return Math.floor(world.now().getTime() / 1000)
}

/** The private chat of an account; it exists from the first look on. */
export function privateChat(world: World, account: Account): PrivateChat {
  const found = world.chats.get(account.user.id)
  if (found?.kind === 'private') return found
  const { id, first_name, last_name, username } = account.user
  const about = {
    id,
    type: 'private' as const,
    first_name,
    ...(last_name && { last_name }),
    ...(username && { username }),
  }
  const chat: PrivateChat = { kind: 'private', account, about, ...emptyRoom() }
  world.chats.set(id, chat)
  return chat
}

/** A group's record under a new id; basic groups have small negative ids, supergroups begin with -100. */
export function openGroup(world: World, facts: { id?: number; title: string; forum: boolean }): Group {
  const serial = world.next('group')
  const id = facts.id ?? (facts.forum ? -1_000_000_000_000 - serial : -serial)
  const type = id < -1_000_000_000_000 ? 'supergroup' : 'group'
  const about = { id, type, title: facts.title, ...(facts.forum && { is_forum: true as const }) } as const
  const group: Group = { kind: 'group', about, members: new Map(), topics: new Map(), migratedTo: null, ...emptyRoom() }
  // The first message of a group tells that it was made; General has that id, so no other topic may.
  group.lastMessageId = 1
  world.chats.set(id, group)
  return group
}

function emptyRoom() {
  return { lastMessageId: 0, posts: new Map(), pinned: new Set<number>(), keyboard: null }
}
