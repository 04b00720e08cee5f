import type { Context } from '../src/conversation/flow.ts'
import type { Aside, Enter, Understanding } from '../src/conversation/understanding.ts'
import { texts } from '../src/language.ts'
import { findItems } from '../src/shop/profile/items.ts'
import { openingOn } from '../src/shop/profile/opening.ts'
import { understandWish } from '../src/shop/wishes/understand.ts'
import { onAgreeing, onAttending } from './attending.ts'
import { globalWord } from './global-words.ts'
import { wordRefusal } from './refusals.ts'

const home: Enter = { enter: 'menu', entry: 'open', input: '' }
const human: Enter = { enter: 'human', entry: 'call', input: '' }

/** The five commands; each can also be reached by buttons. */
export const commands: Record<string, { leads: Enter; says: Record<'zh-CN' | 'en', string> }> = {
  menu: { leads: home, says: { 'zh-CN': '主菜单', en: 'Main menu' } },
  book: { leads: { enter: 'booking', entry: 'start', input: '' }, says: { 'zh-CN': '预约', en: 'Book a visit' } },
  mine: {
    leads: { enter: 'appointments', entry: 'open', input: '' },
    says: { 'zh-CN': '我的预约', en: 'My appointments' },
  },
  me: {
    leads: { enter: 'profile', entry: 'open', input: '' },
    says: { 'zh-CN': '我的资料', en: 'My details, language' },
  },
  human: { leads: human, says: { 'zh-CN': '找顾问', en: 'Talk to a person' } },
}

const understandingTexts = texts(
  { attached: '✓ 收到，已附在您的预约上，顾问会看到。' },
  { attached: '✓ Received and added to your appointment; the advisor will see it.' },
)

/** What the house makes of words and pictures that no step asked for. */
export const understanding: Understanding = {
  home,
  human,
  globalWord,
  onAttending,
  command: (name) => (Object.hasOwn(commands, name) ? (commands[name]?.leads ?? null) : null),
  onStart: (_payload, c) => (c.customer.consents.length === 0 ? { enter: 'welcome', entry: 'start', input: '' } : home),

  time(text, { now, language, shop }) {
    const profile = shop.profile.current()
    return understandWish(text, {
      now,
      language,
      zone: profile.zone,
      horizonDays: profile.horizonDays,
      hours: (onDay) => {
        const hours = openingOn(profile, onDay)
        const [first] = hours
        const last = hours.at(-1)
        return first && last ? { opensMinute: first.fromMinute, closesMinute: last.toMinute } : null
      },
    })
  },

  onTime(understood, text, c): Aside {
    if (understood.kind === 'no') return { stay: wordRefusal(understood.refusal, c.language) }
    if (understood.kind === 'none') return home
    const options = understood.kind === 'wish' ? [understood.wish] : understood.options
    if (meansMoving.test(text)) return { enter: 'appointments', entry: 'moveTo', input: options }
    return { enter: 'booking', entry: 'wish', input: { options, itemIds: itemsIn(understood.rest || text, c) } }
  },

  async onWords(text, c) {
    const itemIds = itemsIn(text, c)
    return itemIds.length > 0
      ? { enter: 'booking', entry: 'wish', input: { options: [], itemIds } }
      : onAgreeing(text, c)
  },

  async onMedia({ media, caption, message }, c) {
    const [next] = await c.shop.appointments.upcoming(c.customer._id)
    if (!next) return { enter: 'booking', entry: 'concern', input: { words: caption, media: [media], message } }
    await c.shop.appointments.addConcern(next._id, { words: caption, media: [media], saidAt: c.now })
    return { stay: understandingTexts[c.language].attached }
  },
}

/** “改到后天下午三点”: a time beside one of these is a new time for what is booked. */
const meansMoving = /改|挪|推迟|提前|换到|\b(?:move|reschedule|change|postpone|instead)\b/iu

const itemsIn = (text: string, c: Context<unknown>) => findItems(c.shop.profile.current(), text).map(({ id }) => id)
