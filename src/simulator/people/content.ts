import type { TelegramMessageEntity } from '@gramio/types'
import type { MediaKind, Upload } from '../files.ts'
import type { Content } from '../posts.ts'
import { characters, formatted, textLimit } from '../text/formatted.ts'

/** Words as an app sends them, links and commands marked. */
export function spoken(text: string, marks: TelegramMessageEntity[] = []): Content {
  const words = formatted(text, undefined, marks)
  return { text: words.text, ...(words.entities.length > 0 && { entities: words.entities }) }
}

/** The same under a file; nothing is no caption. */
export function captioned(caption: string | undefined): Content {
  if (!caption) return {}
  const words = formatted(caption)
  return { caption: words.text, ...(words.entities.length > 0 && { caption_entities: words.entities }) }
}

/** Apps cut what is too long for one message into several. */
export function pieces(text: string): string[] {
  if (characters(text) <= textLimit) return [text]
  const all = [...text]
  return Array.from({ length: Math.ceil(all.length / textLimit) }, (_, i) =>
    all.slice(i * textLimit, (i + 1) * textLimit).join(''),
  )
}

const samples: Record<MediaKind, { name: string; mime: string }> = {
  photo: { name: 'photo.jpg', mime: 'image/jpeg' },
  document: { name: 'notes.pdf', mime: 'application/pdf' },
  voice: { name: 'voice.ogg', mime: 'audio/ogg' },
  video: { name: 'video.mp4', mime: 'video/mp4' },
  video_note: { name: 'note.mp4', mime: 'video/mp4' },
  audio: { name: 'sound.mp3', mime: 'audio/mpeg' },
  animation: { name: 'loop.mp4', mime: 'video/mp4' },
  sticker: { name: 'sticker.webp', mime: 'image/webp' },
}

/** A file as this person would send it; the bytes only tell senders and kinds apart. */
export function sample(kind: MediaKind, senderId: number): Upload {
  return { ...samples[kind], bytes: Buffer.from(`${kind} by ${senderId}`) }
}
