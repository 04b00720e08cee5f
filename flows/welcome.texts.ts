import { texts } from '../src/language.ts'
import { bold, rich } from '../src/messages/screen.ts'

export const welcomeTexts = texts(
  {
    hello: (name: string, shop: string) => rich`👋 ${bold(`${name}您好`)}，这里是${bold(shop)}的服务台。
预约保养、改时间、找顾问，都在这个聊天里，点一点就好。`,
    nameless: '车主',
    consents: '要不要收到以下消息？两项都可以不选，以后也能在「我的资料」里随时改。',
    chinese: '中文',
    english: 'English',
    book: '📅 马上预约',
    look: '先看看',
    human: '👩‍💼 找顾问',
  },
  {
    hello: (
      name: string,
      shop: string,
    ) => rich`👋 ${bold(`Hello ${name}`)}, welcome to the service desk of ${bold(shop)}.
Book a visit, reschedule it or reach an advisor – all in this chat, in a few taps.`,
    nameless: 'there',
    consents:
      'Would you like to get these messages? Both are optional, and you can change your mind any time in “My details”.',
    chinese: '中文',
    english: 'English',
    book: '📅 Book now',
    look: 'Just looking',
    human: '👩‍💼 An advisor',
  },
)
