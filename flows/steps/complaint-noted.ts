import type { Context } from '../../src/conversation/flow.ts'
import { texts } from '../../src/language.ts'
import { bold, joined, type Rich, rich } from '../../src/messages/screen.ts'
import { nextOpening } from '../../src/shop/profile/opening.ts'
import { showInstant } from './showing.ts'

const notedTexts = texts(
  {
    noted: (phone: string, open: string) => rich`🙏 ${bold('非常抱歉给您添麻烦了。')}您的投诉已经记下，由经理亲自处理。
也可以直接拨打 ${bold(phone)}。${open}`,
    tellMore: '是怎么回事？可以直接打字、发照片或语音，原话会交给经理。',
    openNow: '现在营业中。',
    closedNow: (when: string) => `现在不在营业时间，${when} 开门后第一时间联系您。`,
  },
  {
    noted: (phone: string, open: string) =>
      rich`🙏 ${bold('We’re very sorry.')} Your complaint is on record, and our manager will deal with it personally.
You can also call ${bold(phone)}. ${open}`,
    tellMore:
      'What happened? Just type, or send a photo or a voice message; our manager gets it exactly as you send it.',
    openNow: 'We’re open now.',
    closedNow: (when: string) => `We’re closed now and will get back to you first thing when we open: ${when}.`,
  },
)

/** A complaint is on record: sorry, who deals with it, and what else may be said. */
export function complaintNoted(c: Context<unknown>): Rich {
  const t = notedTexts[c.language]
  return joined([t.noted(c.shop.profile.current().phone, whenThere(c)), t.tellMore])
}

/** Asks for the story, whatever else was said. */
export const tellMore = ({ language }: Pick<Context<unknown>, 'language'>): string => notedTexts[language].tellMore

/** Whether somebody is there now, or from when. */
export function whenThere({ language, now, shop }: Context<unknown>): string {
  const profile = shop.profile.current()
  const { openNow, opensAt } = nextOpening(profile, now)
  const t = notedTexts[language]
  return openNow ? t.openNow : t.closedNow(showInstant(opensAt, { language, zone: profile.zone, now }))
}
