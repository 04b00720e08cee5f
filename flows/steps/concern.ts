import type { Context, Sent, Typed } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { isRefusal, type Refusal } from '../../src/refusal.ts'
import type { Appointment, Concern, MediaRef } from '../../src/shop/appointments/appointment.ts'
import { findItems } from '../../src/shop/profile/items.ts'
import { showInstant } from './showing.ts'

const concernTexts = texts(
  {
    media: { photo: '[照片]', voice: '[语音]', video: '[视频]', document: '[文件]' },
    attached: (when: string) => `✓ 收到，已附在 ${when} 的预约上，顾问会看到。`,
    voiceNote: '语音不会自动转成文字，顾问会亲自听。',
  },
  {
    media: { photo: '[photo]', voice: '[voice message]', video: '[video]', document: '[file]' },
    attached: (when: string) => `✓ Got it. It’s added to your appointment (${when}), and your advisor will see it.`,
    voiceNote: 'Voice messages aren’t transcribed; your advisor will listen to it.',
  },
)

/** The customer's own words, with a word for each picture or recording. */
export function concernInWords(concern: Pick<Concern, 'words' | 'media'>[], { language }: Context<unknown>): string {
  const { media: names } = concernTexts[language]
  return concern
    .map(({ words, media }) => [words, ...media.map(({ kind }) => names[kind])].filter(Boolean).join(' '))
    .join('\n')
}

/** Thanks for something sent; of a recording we say that nobody writes it down. */
export function thanksFor({ language }: Context<unknown>, media: MediaRef[], thanks: string): string {
  const spoken = media.some(({ kind }) => kind === 'voice')
  return spoken ? `${thanks}\n${concernTexts[language].voiceNote}` : thanks
}

/** Adds a picture or recording to an appointment; answers the thanks. */
export async function attach(
  c: Context<unknown>,
  { _id, startsAt }: Pick<Appointment, '_id' | 'startsAt'>,
  { media, caption, message }: Sent,
): Promise<string | Refusal> {
  const added = await c.shop.appointments.addConcern(_id, { words: caption, media: [media], saidAt: c.now, message })
  if (isRefusal(added)) return added
  const where = { language: c.language, zone: c.shop.profile.current().zone, now: c.now }
  return thanksFor(c, [media], concernTexts[c.language].attached(showInstant(startsAt, where)))
}

/** What people say around the name of an item when they only order it. */
const ordering =
  /我们?|想要?|要|需要|做个?|来个?|换个?|约个?|预约|帮忙?|一下|一次|一个|个|的|吧|了|去|和|还有|请|您好|你好|谢谢|更换|服务|\b(?:i'?d like|i would like|i want|i need|to|book|get|have|do|an?|the|my|some|and|also|please|thanks|thank you|hi|hello|for|in|new|change|changed|replace|replaced|done|checked|appointment|service|car|it)\b/giu

/**
 * Words that tell of a fault beside the items they name (“刹车响” names brakes and tells of a noise), to be kept as they
 * are; none when they only order what they name (“我想做个保养”).
 */
export function toldIn(
  { shop, now }: Context<unknown>,
  { text, message }: Typed,
  said = text,
): { itemIds: string[]; concern: Required<Concern>[] } {
  const profile = shop.profile.current()
  const found = findItems(profile, said)
  const names = found.flatMap(({ name, aliases }) => [...Object.values(name), ...aliases])
  const byLength = names.toSorted((a, b) => b.length - a.length)
  const left = byLength
    .reduce((rest, name) => rest.replaceAll(name.toLowerCase(), ' '), said.toLowerCase())
    .replace(ordering, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '')
  const tells = found.some(({ id }) => id === profile.concernItemId) || left.length > 0
  return {
    itemIds: found.map(({ id }) => id),
    concern: tells ? [{ words: text, media: [], saidAt: now, message }] : [],
  }
}
