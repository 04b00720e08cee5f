import { texts } from '../src/language.ts'
import { bold, rich } from '../src/messages/screen.ts'

export const menuTexts = texts(
  {
    hello: (name: string) => rich`${bold(name)}，今天想办点什么？`,
    nameless: '车主您好',
    next: (when: string) => rich`🗓 您的下一次预约：${bold(when)}`,
    hint: '也可以直接打字，比如「明天下午三点保养」。',
    book: '📅 预约',
    mine: '🗓 我的预约',
    garage: '🚗 我的车',
    profile: '👤 我的资料',
    human: '👩‍💼 找顾问',
    shop: '📍 门店',
    shopIs: (name: string, address: string, phone: string, hours: string) => rich`📍 ${bold(name)}
${address}
☎ ${phone}
${hours}`,
    today: (hours: string) => `今天营业 ${hours}`,
    closedToday: '今天休息',
  },
  {
    hello: (name: string) => rich`${bold(name)}, how can we help?`,
    nameless: 'Hello there',
    next: (when: string) => rich`🗓 Your next appointment: ${bold(when)}`,
    hint: 'You can also just type, such as “oil change tomorrow at 3pm”.',
    book: '📅 Book',
    mine: '🗓 Appointments',
    garage: '🚗 My cars',
    profile: '👤 My details',
    human: '👩‍💼 An advisor',
    shop: '📍 Find us',
    shopIs: (name: string, address: string, phone: string, hours: string) => rich`📍 ${bold(name)}
${address}
☎ ${phone}
${hours}`,
    today: (hours: string) => `Open today ${hours}`,
    closedToday: 'Closed today',
  },
)
