import type { TelegramMessage } from '@gramio/types'
import type { MediaKind, StoredFile } from './files.ts'

/** The part of a message that carries a file. Sizes and durations are plausible constants: nothing is decoded. */
export type MediaFields = Pick<TelegramMessage, MediaKind>

const frame = { width: 800, height: 600 }
const seconds = 3

/** Describes a stored file as the Bot API does in a message. */
export function mediaFields(file: StoredFile): MediaFields {
  const base = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length }
  const named = { ...base, file_name: file.name, mime_type: file.mime }
  switch (file.kind) {
    case 'photo':
      return { photo: [{ ...base, ...frame }] }
    case 'document':
      return { document: named }
    case 'voice':
      return { voice: { ...base, mime_type: file.mime, duration: seconds } }
    case 'video':
      return { video: { ...named, ...frame, duration: seconds } }
    case 'video_note':
      return { video_note: { ...base, length: 240, duration: seconds } }
    case 'audio':
      return { audio: { ...named, duration: seconds } }
    case 'animation':
      return { animation: { ...named, ...frame, duration: seconds } }
    case 'sticker':
      return {
        sticker: {
          ...base,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '🙂',
        },
      }
  }
}

/** The file inside a message, if it carries one. */
export function fileIdOf(message: TelegramMessage): string | undefined {
  return (
    message.photo?.at(-1)?.file_id ??
    message.document?.file_id ??
    message.voice?.file_id ??
    message.video?.file_id ??
    message.video_note?.file_id ??
    message.audio?.file_id ??
    message.animation?.file_id ??
    message.sticker?.file_id
  )
}
