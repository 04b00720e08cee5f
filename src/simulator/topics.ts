import type { TelegramUser } from '@gramio/types'
import type { Group, Topic } from './chat.ts'
import { addPost, placeFields } from './posts.ts'
import { tellMessage } from './tell.ts'
import type { World } from './world.ts'

/** Renames, closes or reopens a topic, with the service message that tells of it. */
export function changeTopic(
  world: World,
  group: Group,
  topic: Topic,
  by: TelegramUser,
  change: { name: string } | { closed: boolean },
): void {
  Object.assign(topic, change)
  const news =
    'name' in change
      ? { forum_topic_edited: { name: change.name } }
      : change.closed
        ? { forum_topic_closed: {} }
        : { forum_topic_reopened: {} }
  tellMessage(world, group, addPost(world, group, by, { ...placeFields(group, topic, null), ...news }))
}

/** Deletes a topic and its messages. Nobody is told: Telegram has no update for it. */
export function deleteTopic(world: World, group: Group, topic: Topic): void {
  topic.deleted = true
  for (const [id, { message }] of group.posts) {
    if (message.message_thread_id === topic.id) group.posts.delete(id)
  }
  world.watchers.changed(group.about.id, topic.id)
}
