import type {
  TelegramChat,
  TelegramChatMember,
  TelegramKeyboardButton,
  TelegramMessage,
  TelegramUser,
} from '@gramio/types'

/** A person with a Telegram account, and what stands between them and the bot. */
export type Account = {
  user: TelegramUser
  phone: string
  /** Pressed START at least once: before that a bot cannot write. */
  started: boolean
  blocked: boolean
  deactivated: boolean
  /** Answers to button presses, oldest first, with the message each was shown over. */
  toasts: { text: string; chatId: number; messageId: number }[]
}

/** A message as Telegram keeps it. `message` is what the bot is shown of it. */
export type Post = {
  message: TelegramMessage
  /** Sent by the bot, hence editable unless `frozen`. */
  own: boolean
  /** Sent with a reply keyboard, or forwarded: never editable. */
  frozen: boolean
  reactions: string[]
}

type Room = {
  about: TelegramChat
  lastMessageId: number
  posts: Map<number, Post>
  pinned: Set<number>
  /** The reply keyboard people see in this chat. */
  keyboard: { rows: TelegramKeyboardButton[][]; oneTime: boolean } | null
}

export type PrivateChat = Room & { kind: 'private'; account: Account }
export type Group = Room & {
  kind: 'group'
  members: Map<number, TelegramChatMember>
  topics: Map<number, Topic>
  /** Set once the group became a supergroup: every call with the old id is answered with the new one. */
  migratedTo: number | null
}
export type Chat = PrivateChat | Group

export type Topic = { id: number; name: string; iconColor: number; closed: boolean; deleted: boolean }

/** The id of the topic every forum has; messages in it carry no thread id. */
export const generalTopicId = 1

export function isForum(chat: Chat): chat is Group {
  return chat.kind === 'group' && chat.about.is_forum === true
}
