import type { Cost } from './limits.ts'
import type { RawParams } from './parameters.ts'
import type { World } from './world.ts'

/** New messages; everything else that is counted only changes what is there. */
const writing = /^(send(?!ChatAction)|copyMessage|forwardMessage)/
/** Edits, topics and reactions count for a group and overall; answers to presses, files and look-ups do not. */
const changing = /^(edit|createForumTopic|closeForumTopic|reopenForumTopic|deleteForumTopic|setMessageReaction)/

/** What a call weighs against the limits, or null when it is not counted. */
export function costOf(world: World, method: string, params: RawParams): Cost | null {
  const isNew = writing.test(method)
  if (!isNew && !changing.test(method)) return null
  const chatId = Number(params.chat_id)
  const several = method === 'sendMediaGroup' ? params.media : method === 'copyMessages' ? params.message_ids : null
  const messages = Array.isArray(several) ? several.length : 1
  return { chatId, isGroup: world.chats.get(chatId)?.kind === 'group', isNew, messages }
}
