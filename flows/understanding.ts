import type { Context } from '../src/conversation/flow.ts'
import type { Aside, Enter, Understanding } from '../src/conversation/understanding.ts'
import { texts } from '../src/language.ts'
import { isRefusal } from '../src/refusal.ts'
import { isInviteToken } from '../src/shop/advisors/invite.ts'
import { dayOf, hoursInWords, openingOn } from '../src/shop/profile/opening.ts'
import { tellsOfFault } from '../src/shop/wishes/faults.ts'
import { understandWish } from '../src/shop/wishes/understand.ts'
import { onAgreeing, onAttending } from './attending.ts'
import { globalWord } from './global-words.ts'
import { lastOpinion, mediaOpinion, onOpinion, onScore } from './opinions.ts'
import { wordRefusal } from './refusals.ts'
import { attach, toldIn } from './steps/concern.ts'
import { showDay } from './steps/showing.ts'

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
    says: { 'zh-CN': '我的资料、语言', en: 'My details, language' },
  },
  human: { leads: human, says: { 'zh-CN': '找顾问', en: 'Talk to a person' } },
}

const understandingTexts = texts(
  { hello: '您好！要办什么，点下面的按钮，或直接打字告诉我。', welcome: '不客气！' },
  { hello: 'Hello! Tap a button below, or just tell me what you need.', welcome: 'You’re welcome!' },
)

/** What the house makes of words and pictures that no step asked for. */
export const understanding: Understanding = {
  home,
  human,
  globalWord,
  onAttending,
  onScore,
  onOpinion,
  command: (name) => (Object.hasOwn(commands, name) ? (commands[name]?.leads ?? null) : null),
  lost: (text) => ({ enter: 'human', entry: 'lost', input: text }),
  isForBot: (text) => winningEntries.has(globalWord(text)?.entry ?? ''),
  homeOnBehalf: { enter: 'behalf', entry: 'over', input: '' },

  async onStart(payload, { customer, shop }) {
    if (isInviteToken(payload)) return { enter: 'joining', entry: 'start', input: payload }
    // Whoever proved a phone is who they are, whatever link they followed.
    const invitation = customer.phoneVerifiedAt ? null : await shop.invitations.find(payload)
    if (customer.consents.length === 0) return { enter: 'welcome', entry: 'start', input: invitation ?? '' }
    return invitation ? { enter: 'invited', entry: 'start', input: { invitation, next: 'menu' } } : home
  },

  smallTalk(text, { language }) {
    const said = text.replace(/[\p{P}\p{S}\s]+/gu, ' ').trim()
    if (greeting.test(said)) return understandingTexts[language].hello
    return thanks.test(said) ? understandingTexts[language].welcome : null
  },

  time(text, { now, language, shop }) {
    const profile = shop.profile.current()
    const understood = understandWish(text, {
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
    if (understood.kind !== 'no') return understood
    const { onDay } = understood
    const detail = {
      horizonDays: profile.horizonDays,
      hours: hoursInWords(profile, onDay ?? dayOf(profile.zone, now)),
      ...(onDay && { day: showDay(onDay, { language, zone: profile.zone, now }) }),
    }
    return { ...understood, refusal: { ...understood.refusal, detail } }
  },

  onTime(understood, typed, c): Aside {
    if (understood.kind === 'no') return { stay: wordRefusal(understood.refusal, c.language) }
    if (understood.kind === 'none') return home
    const options = understood.kind === 'wish' ? [understood.wish] : understood.options
    if (meansMoving.test(typed.text)) return { enter: 'appointments', entry: 'moveTo', input: options }
    return { enter: 'booking', entry: 'wish', input: { options, ...toldIn(c, typed, understood.rest) } }
  },

  async onWords(typed, c) {
    const answer = await campaignAnswer(typed.text, c)
    if (answer) return { stay: answer }
    const told = toldIn(c, typed)
    const opens = told.itemIds.length > 0 || tellsOfFault(typed.text)
    if (opens) return { enter: 'booking', entry: 'wish', input: { options: [], ...told } }
    return (await onAgreeing(typed.text, c)) ?? lastOpinion(typed, c)
  },

  async onMedia(sent, c) {
    const opinion = await mediaOpinion(sent, c)
    if (opinion) return opinion
    const [next] = await c.shop.appointments.upcoming(c.customer._id)
    const kept = next && (await attach(c, next, sent))
    if (kept && !isRefusal(kept)) return { stay: kept }
    const { media, caption, message } = sent
    return { enter: 'booking', entry: 'concern', input: { words: caption, media: [media], message } }
  },
}

/** What a campaign that reached the customer answers to a question about it. */
async function campaignAnswer(text: string, { shop, customer, language }: Context<unknown>): Promise<string | null> {
  const answer = await shop.campaigns.answerTo(text, async (campaignId) =>
    (await shop.outreaches.toldOf(campaignId, [customer._id])).has(customer._id),
  )
  return answer?.[language] ?? null
}

/** What a word for the bot leads to while a person has the chat: an opt-out holds at once, a complaint is never missed. */
const winningEntries = new Set(['optOut', 'complain'])

/** “改到后天下午三点”: a time beside one of these is a new time for what is booked; “oil change tomorrow” is not. */
const meansMoving =
  /改(?=[今明后大下本这周星礼上早中晚\d一二三四五六七八九十])|改到|改成|改为|改在|改约|改期|改时间|挪到|挪|推迟|延后|提前到|换到|\b(?:move|reschedule|postpone|push (?:it )?back|instead|change (?:it|to|(?:my|the) (?:appointment|booking|visit|time)))\b/iu

const greeting =
  /^(?:你好|您好|在吗|在么|在不在|有人吗|哈喽|嗨|早|早安|(?:早上|上午|中午|下午|晚上)好|hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening))(?:啊|呀|哦)?$/iu
const thanks =
  /^(?:好的? ?)?(?:谢谢|多谢|谢了|谢谢您?你?|感谢|辛苦了|thanks?|thank you|thx|cheers)(?: ?(?:您|你|啦|了|啊|so much|a lot|very much))?$/iu
