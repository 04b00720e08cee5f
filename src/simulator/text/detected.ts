import type { TelegramMessageEntity, TelegramMessageEntityType } from '@gramio/types'

const patterns: [TelegramMessageEntityType, RegExp][] = [
  ['bot_command', /(?<![\w/@])\/[a-zA-Z0-9_]{1,64}(@\w{3,32})?(?!\w)/g],
  ['url', /https?:\/\/[^\s<>"]+[^\s<>".,!?;:)]/g],
  ['mention', /(?<![\w@/.])@\w{4,32}/g],
  ['hashtag', /(?<![\w#&/])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
  ['email', /[\w.+-]+@[\w-]+\.[a-z]{2,}/gi],
  ['phone_number', /(?<![\w+])\+\d{7,15}(?!\w)/g],
]
const worthLooking = /[/@#+]/

/** Commands, links, mentions, hashtags, mail addresses and phone numbers, which Telegram marks by itself. */
export function detectedEntities(text: string): TelegramMessageEntity[] {
  if (!worthLooking.test(text)) return []
  const found: TelegramMessageEntity[] = []
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      const taken = found.some((o) => entity.offset < o.offset + o.length && o.offset < entity.offset + entity.length)
      if (!taken) found.push(entity)
    }
  }
  return found
}
