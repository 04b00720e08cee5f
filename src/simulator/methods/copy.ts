import type { TelegramMessage } from '@gramio/types'
import { knownChat, knownPost } from '../address.ts'
import { badRequest } from '../api-error.ts'
import { fileIdOf, mediaFields } from '../media.ts'
import type { Content } from '../posts.ts'
import type { World } from '../world.ts'
import type { Methods } from './method.ts'
import { send } from './send.ts'
import { captionContent } from './send-media.ts'

/** What of a message is carried over; service messages carry nothing. */
function carried(world: World, message: TelegramMessage): Content {
  const { text, entities, caption, caption_entities, venue, location, contact } = message
  const file = world.files.byId(fileIdOf(message) ?? '')
  if (file) return { ...mediaFields(file), ...(caption && { caption }), ...(caption_entities && { caption_entities }) }
  if (text !== undefined) return { text, ...(entities && { entities }) }
  if (location) return { location, ...(venue && { venue }) }
  if (contact) return { contact }
  throw badRequest("message can't be copied")
}

export const copying: Methods = {
  copyMessage: (world, params) => {
    const source = knownPost(knownChat(world, params.from_chat_id), params.message_id, 'message to copy').message
    const content = carried(world, source)
    const { caption: _old, caption_entities: _marks, ...bare } = content
    const words = params.caption === undefined || !fileIdOf(source) ? content : { ...bare, ...captionContent(params) }
    return { message_id: send(world, params, () => words).message_id }
  },

  /** Several at once: what cannot be copied is left out, albums stay albums (Bot API, copyMessages). */
  copyMessages: (world, params) => {
    const { message_ids: ids } = params
    if (ids.length < 1 || ids.length > 100) throw badRequest('wrong number of message identifiers specified')
    if (ids.some((id, i) => i > 0 && id <= (ids[i - 1] ?? 0)))
      throw badRequest('message identifiers must be in a strictly increasing order')
    const source = knownChat(world, params.from_chat_id)
    const albums = new Map<string, string>()
    return ids.flatMap((id) => {
      const message = source.posts.get(id)?.message
      if (!message) return []
      const album = message.media_group_id
      if (album !== undefined && !albums.has(album)) albums.set(album, String(world.next('album')))
      const media_group_id = albums.get(album ?? '')
      const content = { ...carried(world, message), ...(media_group_id && { media_group_id }) }
      return [{ message_id: send(world, params, () => content).message_id }]
    })
  },

  forwardMessage: (world, params) => {
    const source = knownPost(knownChat(world, params.from_chat_id), params.message_id, 'message to forward').message
    const content = carried(world, source)
    const forward_origin = { type: 'user' as const, sender_user: source.from ?? world.bot, date: source.date }
    const message = send(world, params, () => ({ ...content, forward_origin }))
    const post = world.chats.get(message.chat.id)?.posts.get(message.message_id)
    if (post) post.frozen = true
    return message
  },
}
