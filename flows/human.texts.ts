import { texts } from '../src/language.ts'
import { bold, rich } from '../src/messages/screen.ts'

export const humanTexts = texts(
  {
    noted: (phone: string, open: string) => rich`👤 ${bold('已经帮您叫顾问了')}，会尽快联系您。
着急的话请直接拨打 ${bold(phone)}。${open}`,
    complaint: (
      phone: string,
      open: string,
    ) => rich`🙏 ${bold('非常抱歉给您添麻烦了。')}您的投诉已经记下，由经理亲自处理。
也可以直接拨打 ${bold(phone)}。${open}`,
    openNow: '现在营业中。',
    closedNow: (when: string) => `现在不在营业时间，${when} 开门后第一时间联系您。`,
    menu: '🏠 主菜单',
  },
  {
    noted: (
      phone: string,
      open: string,
    ) => rich`👤 ${bold('We’ve asked an advisor to contact you')}; you’ll hear from us soon.
If it’s urgent, please call ${bold(phone)}. ${open}`,
    complaint: (
      phone: string,
      open: string,
    ) => rich`🙏 ${bold('We’re very sorry.')} Your complaint is on record, and our manager will deal with it personally.
You can also call ${bold(phone)}. ${open}`,
    openNow: 'We’re open now.',
    closedNow: (when: string) => `We’re closed now and will get back to you first thing when we open: ${when}.`,
    menu: '🏠 Main menu',
  },
)
