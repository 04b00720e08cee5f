import { texts } from '../src/language.ts'
import { bold, rich } from '../src/messages/screen.ts'

export const humanTexts = texts(
  {
    noted: (phone: string, open: string) => rich`👤 ${bold('已经帮您叫顾问了')}，会尽快联系您。
着急的话请直接拨打 ${bold(phone)}。${open}`,
    menu: '🏠 主菜单',
    goOnWithBot: '🤖 继续自助',
    backToBot: '好的，我们继续自助办理。需要顾问随时说「人工」。',
    opensAt: (when: string) => `现在不在营业时间，${when} 开门后第一时间回复您。`,
    isThere: (name: string) => `${name} 正在为您服务。`,
    answersWithin: (minutes: number) => `预计 ${minutes} 分钟内回复。`,
    atDesk: {
      asked: (wait: string) => rich`👤 ${bold('已为您转接顾问。')}${wait}
请直接打字或发照片，顾问都能看到。`,
      'not-understood': (wait: string) => rich`👤 我没看懂，${bold('已把您的话转给顾问。')}${wait}
请直接打字或发照片，顾问都能看到。`,
      complaint: (
        wait: string,
        phone: string,
      ) => rich`🙏 ${bold('非常抱歉给您添麻烦了。')}您的投诉已经记下，由经理亲自处理。${wait}
也可以直接拨打 ${bold(phone)}。`,
    },
  },
  {
    noted: (
      phone: string,
      open: string,
    ) => rich`👤 ${bold('We’ve asked an advisor to contact you')}; you’ll hear from us soon.
If it’s urgent, please call ${bold(phone)}. ${open}`,
    menu: '🏠 Main menu',
    goOnWithBot: '🤖 Self-service',
    backToBot: 'All right, let’s go on here. Type “human” whenever you’d like an advisor.',
    opensAt: (when: string) => `We’re closed now and will answer first thing when we open: ${when}.`,
    isThere: (name: string) => `${name} is here for you.`,
    answersWithin: (minutes: number) =>
      `You should have an answer within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    atDesk: {
      asked: (wait: string) => rich`👤 ${bold('An advisor has been asked to join.')} ${wait}
Just type or send photos here; the advisor sees everything.`,
      'not-understood': (
        wait: string,
      ) => rich`👤 I didn’t understand that, so ${bold('I’ve passed it on to an advisor.')} ${wait}
Just type or send photos here; the advisor sees everything.`,
      complaint: (
        wait: string,
        phone: string,
      ) => rich`🙏 ${bold('We’re very sorry.')} Your complaint is on record, and our manager will deal with it personally. ${wait}
You can also call ${bold(phone)}.`,
    },
  },
)
