import type { TelegramCallbackQuery, TelegramChatMember, TelegramMessage, TelegramUser } from '@gramio/types'
import type { Chat, Group, Post } from './chat.ts'
import { unixNow, type World } from './world.ts'

/** How long updates wait for the bot (Bot API server: messages a day, button presses 150 s). */
const dayMs = 24 * 3_600_000
export const pressLivesMs = 150_000

/** Tells the bot of a new message, unless privacy mode hides it. */
export function tellMessage(world: World, chat: Chat, post: Post): void {
  if (hears(world, chat, post.message)) world.inbox.push({ message: post.message }, `chat:${chat.about.id}`, dayMs)
}

export function tellEdited(world: World, chat: Chat, post: Post): void {
  if (hears(world, chat, post.message))
    world.inbox.push({ edited_message: post.message }, `chat:${chat.about.id}`, dayMs)
}

/** Presses travel in a queue of their own per person, so they may overtake messages or be overtaken. */
export function tellPress(world: World, press: TelegramCallbackQuery): void {
  world.inbox.push({ callback_query: press }, `press:${press.from.id}`, pressLivesMs)
}

/** The bot's own standing in a chat has changed: blocked, added, promoted, kicked. */
export function tellStanding(
  world: World,
  chat: Chat,
  from: TelegramUser,
  before: TelegramChatMember,
  after: TelegramChatMember,
): void {
  const my_chat_member = {
    chat: chat.about,
    from,
    date: unixNow(world),
    old_chat_member: before,
    new_chat_member: after,
  }
  world.inbox.push({ my_chat_member }, `standing:${chat.about.id}`, dayMs)
}

/** In groups a bot that is no administrator hears only commands, mentions, answers to itself and service messages. */
function hears(world: World, chat: Chat, message: TelegramMessage): boolean {
  if (chat.kind === 'private') return true
  const standing = botStanding(world, chat).status
  if (standing !== 'member') return standing === 'administrator'
  const text = message.text ?? message.caption
  const answersBot = message.reply_to_message?.from?.id === world.bot.id
  const spoken = text !== undefined || fileOrPlace.some((kind) => message[kind] !== undefined)
  return !spoken || answersBot || text?.startsWith('/') === true || text?.includes(`@${world.bot.username}`) === true
}

const fileOrPlace = ['photo', 'voice', 'video', 'video_note', 'sticker', 'document', 'location', 'contact'] as const

/** The bot's membership of a group. */
export function botStanding(world: World, group: Group): TelegramChatMember {
  return group.members.get(world.bot.id) ?? { status: 'left', user: world.bot }
}
