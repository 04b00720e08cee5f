import type { TelegramUser } from '@gramio/types'
import type { Group } from '../chat.ts'
import { addPost } from '../posts.ts'
import { tellMessage } from '../tell.ts'
import type { World } from '../world.ts'

/** Moves a group to a new, supergroup id, taking everything along; the old id only points there. */
export function migrated(world: World, group: Group, by: TelegramUser): number {
  const before = group.about
  const id = -1_000_000_000_000 - world.next('group')
  const old: Group = { ...group, posts: new Map(), topics: new Map(), pinned: new Set() }
  tellMessage(world, old, addPost(world, old, by, { migrate_to_chat_id: id }))
  old.migratedTo = id
  world.chats.set(before.id, old)

  group.about = { ...before, id, type: 'supergroup' }
  for (const post of group.posts.values()) post.message = { ...post.message, chat: group.about }
  world.chats.set(id, group)
  tellMessage(world, group, addPost(world, group, by, { migrate_from_chat_id: before.id }))
  return id
}
