import type { TelegramMessage } from '@gramio/types'
import { badRequest } from '../api-error.ts'
import type { MediaKind, StoredFile } from '../files.ts'
import { mediaFields } from '../media.ts'
import type { Content } from '../posts.ts'
import { captionLimit, characters, formatted } from '../text/formatted.ts'
import type { World } from '../world.ts'
import type { Call, Methods } from './method.ts'
import { type CaptionParams, compact, type Envelope, send } from './send.ts'

/** A caption, at most 1024 characters after parsing; empty is none. */
export function captionContent({ caption, parse_mode, caption_entities }: CaptionParams): Content {
  if (caption === undefined) return {}
  const words = formatted(String(caption), parse_mode, caption_entities)
  if (characters(words.text) > captionLimit) throw badRequest('message caption is too long')
  return words.text === ''
    ? {}
    : { caption: words.text, ...(words.entities.length > 0 && { caption_entities: words.entities }) }
}

/** The file a parameter names: a part of the form, or a file Telegram already has. Addresses are not fetched. */
function givenFile(world: World, call: Call, kind: MediaKind, given: unknown): StoredFile {
  const name = typeof given === 'string' ? given : ''
  if (!name.startsWith('attach://')) return world.files.again(kind, name)
  const upload = call.uploads.get(name.slice('attach://'.length))
  if (!upload) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
  return world.files.keep(kind, upload)
}

function sendFile(
  world: World,
  call: Call,
  kind: MediaKind,
  given: unknown,
  params: Envelope & CaptionParams,
): TelegramMessage {
  return send(world, params, () => ({ ...mediaFields(givenFile(world, call, kind, given)), ...captionContent(params) }))
}

/** Albums hold 2–10 items; documents and audio do not mix with photos and videos. */
function assertAlbum(types: string[]): void {
  if (types.length < 2 || types.length > 10) {
    throw badRequest(
      types.length < 2 ? 'group send failed: must have at least 2 items' : 'too many messages to send as an album',
    )
  }
  const visual = types.filter((type) => type === 'photo' || type === 'video').length
  if (visual !== types.length && (visual > 0 || new Set(types).size > 1)) {
    throw badRequest("can't use the media of the specified type in the album")
  }
}

export const sendingMedia: Methods = {
  sendPhoto: (world, params, call) => sendFile(world, call, 'photo', params.photo, params),
  sendDocument: (world, params, call) => sendFile(world, call, 'document', params.document, params),
  sendVoice: (world, params, call) => sendFile(world, call, 'voice', params.voice, params),
  sendVideo: (world, params, call) => sendFile(world, call, 'video', params.video, params),
  sendVideoNote: (world, params, call) => sendFile(world, call, 'video_note', params.video_note, params),
  sendAudio: (world, params, call) => sendFile(world, call, 'audio', params.audio, params),
  sendAnimation: (world, params, call) => sendFile(world, call, 'animation', params.animation, params),
  sendSticker: (world, params, call) => sendFile(world, call, 'sticker', params.sticker, params),

  sendMediaGroup: (world, params, call) => {
    assertAlbum(params.media.map((item) => item.type))
    const media_group_id = String(world.next('album'))
    const contents = params.media.map((item) => {
      if (item.type === 'live_photo') throw badRequest('type "live_photo" can\'t be used in sendMediaGroup')
      const file = givenFile(world, call, item.type, item.media)
      return { media_group_id, ...mediaFields(file), ...captionContent(item) }
    })
    return contents.map((content) => send(world, params, () => content))
  },

  sendVenue: (world, params) =>
    send(world, params, () => {
      const { title, address } = params
      if (title.trim() === '') throw badRequest('venue title must be non-empty')
      const location = checkedLocation(params)
      return { venue: compact({ location, title, address, foursquare_id: params.foursquare_id }), location }
    }),

  sendLocation: (world, params) => send(world, params, () => ({ location: checkedLocation(params) })),

  sendContact: (world, params) =>
    send(world, params, () => {
      const { phone_number, first_name, last_name, vcard } = params
      return { contact: compact({ phone_number, first_name, last_name, vcard }) }
    }),
}

function checkedLocation({ latitude, longitude }: { latitude: number; longitude: number }) {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong latitude or longitude specified')
  return { latitude, longitude }
}
