import type { TelegramChatMember, TelegramChatMemberAdministrator, TelegramUser } from '@gramio/types'

/** Rights of an administrator, each true unless said otherwise. */
export type BotRights = Partial<
  Pick<
    TelegramChatMemberAdministrator,
    'can_manage_topics' | 'can_pin_messages' | 'can_delete_messages' | 'can_change_info' | 'can_restrict_members'
  >
>

/** The bot's standing in a group. */
export function standingOfBot(
  bot: TelegramUser,
  status: 'administrator' | 'member' | 'kicked',
  rights: BotRights = {},
): TelegramChatMember {
  if (status === 'kicked') return { status, user: bot, until_date: 0 }
  return status === 'member' ? { status, user: bot } : administrator(bot, rights)
}

export function memberStanding(user: TelegramUser, status: 'administrator' | 'member'): TelegramChatMember {
  return status === 'member' ? { status, user } : administrator(user)
}

function administrator(user: TelegramUser, rights: BotRights = {}): TelegramChatMemberAdministrator {
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: true,
    can_restrict_members: true,
    can_promote_members: false,
    can_change_info: true,
    can_invite_users: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_send_welcome_messages: false,
    can_pin_messages: true,
    can_manage_topics: true,
    ...rights,
  }
}
