import { assertRight, knownChat } from '../address.ts'
import { badRequest } from '../api-error.ts'
import { type Group, isForum, type Topic } from '../chat.ts'
import { openTopic } from '../posts.ts'
import { tellMessage } from '../tell.ts'
import { characters } from '../text/formatted.ts'
import { changeTopic, deleteTopic } from '../topics.ts'
import type { World } from '../world.ts'
import type { Methods } from './method.ts'

/** Longest topic name (Bot API, createForumTopic). */
const nameLimit = 128
const firstColor = 0x6fb9f0

function forumOf(world: World, chatId: number | string): Group {
  const chat = knownChat(world, chatId)
  if (!isForum(chat)) throw badRequest('the chat is not a forum')
  return chat
}

function checkedName(given: string): string {
  const name = given.trim()
  if (name === '') throw badRequest('title must be non-empty')
  if (characters(name) > nameLimit) throw badRequest('topic title is too long')
  return name
}

/** The topic, if the bot may manage topics; deleted ones are gone for good. */
function managed(world: World, params: { chat_id: number | string; message_thread_id: number }): [Group, Topic] {
  const group = forumOf(world, params.chat_id)
  assertRight(world, group, 'can_manage_topics')
  const topic = group.topics.get(params.message_thread_id)
  if (!topic) throw badRequest('TOPIC_ID_INVALID')
  if (topic.deleted) throw badRequest('TOPIC_DELETED')
  return [group, topic]
}

export const topics: Methods = {
  createForumTopic: (world, params) => {
    const group = forumOf(world, params.chat_id)
    assertRight(world, group, 'can_manage_topics', 'not enough rights to create a topic')
    const name = checkedName(params.name)
    const post = openTopic(world, group, world.bot, name, params.icon_color ?? firstColor)
    tellMessage(world, group, post)
    return {
      message_thread_id: post.message.message_id,
      name,
      icon_color: params.icon_color ?? firstColor,
      ...(params.icon_custom_emoji_id && { icon_custom_emoji_id: params.icon_custom_emoji_id }),
    }
  },

  editForumTopic: (world, params) => {
    const [group, topic] = managed(world, params)
    const name = params.name === undefined ? topic.name : checkedName(params.name)
    if (name === topic.name && params.icon_custom_emoji_id === undefined) throw badRequest('TOPIC_NOT_MODIFIED')
    changeTopic(world, group, topic, world.bot, { name })
    return true
  },

  closeForumTopic: (world, params) => {
    const [group, topic] = managed(world, params)
    if (topic.closed) throw badRequest('TOPIC_NOT_MODIFIED')
    changeTopic(world, group, topic, world.bot, { closed: true })
    return true
  },

  reopenForumTopic: (world, params) => {
    const [group, topic] = managed(world, params)
    if (!topic.closed) throw badRequest('TOPIC_NOT_MODIFIED')
    changeTopic(world, group, topic, world.bot, { closed: false })
    return true
  },

  deleteForumTopic: (world, params) => {
    const [group, topic] = managed(world, params)
    assertRight(world, group, 'can_delete_messages')
    deleteTopic(world, group, topic)
    return true
  },
}
