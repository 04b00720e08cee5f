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
export function concernInWords(
  concern: Pick<Concern, 'words' | 'media'>[],
  { language }: Pick<Context<unknown>, 'language'>,
): string {
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
  /我们?|您好|你好|请|谢谢|麻烦|帮忙?|想|要|需要|能|可以|预约|约|做|来|换|修|更换|个|一下|一次|一|次|的|吧|了|吗|呢|去|过来|到店|和|还有|看看|安排|服务|\b(?:i'?d like|i|we|you|me|us|would like|want|need|can|could|to|book|get|have|do|bring|come|take|look|an?|the|my|our|some|and|also|please|thanks|thank|hi|hello|for|in|on|at|with|new|change|changed|replace|replaced|done|checked|instead|appointment|service|car|it)\b/giu

/**
 * The items that words name, and the words themselves if they tell of a fault besides (“刹车响” names brakes and tells
 * of a noise): those are kept as they are. “我想做个保养” only orders what it names. `rest` is the text without its time.
 */
export function toldIn(
  { shop, now }: Context<unknown>,
  { text, message }: Typed,
  rest = text,
): { itemIds: string[]; concern: Required<Concern>[] } {
  const profile = shop.profile.current()
  const found = findItems(profile, text)
  const names = found.flatMap(({ name, aliases }) => [...Object.values(name), ...aliases])
  const words = names.flatMap((name) => [name, ...name.split(' ')]).toSorted((a, b) => b.length - a.length)
  const left = words
    .reduce((said, word) => said.replaceAll(word.toLowerCase(), ' '), rest.toLowerCase())
    .replace(ordering, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '')
  const tells = found.some(({ id }) => id === profile.concernItemId) || left.length > 0
  return {
    itemIds: found.map(({ id }) => id),
    concern: tells ? [{ words: text, media: [], saidAt: now, message }] : [],
  }
}
