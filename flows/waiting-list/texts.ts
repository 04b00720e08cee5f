import { texts } from '../../src/language.ts'
import { bold, rich } from '../../src/messages/screen.ts'

export const waitingListTexts = texts(
  {
    joined: '🔔 已加入候补',
    promise: (minutes: number) =>
      `有空位会马上通知您，并为您单独保留 ${minutes} 分钟（按营业时间算），一点就约好。这期间您照样可以约别的时间。`,
    list: '🔔 您正在候补：',
    none: '您现在没有在候补。',
    asked: '有空位，等您答复',
    leave: '退出候补',
    leaveOne: (day: string) => `退出 ${day}`,
    leaveFrom: (day: string) => `退出 ${day}起`,
    or: ' 或 ',
    left: '已退出候补。',
    offer: '🔔 有空位了！',
    keptUntil: (when: string) => rich`为您单独保留到 ${bold(when)}，过时就问下一位了。`,
    accept: '✅ 接受',
    decline: '不用了',
    accepted: '✅ 预约成功',
    acceptedHint: '日历文件和门店位置在下面。有变动随时点下面的按钮。',
    icsCaption: '点开加入手机日历，提前2小时提醒。',
    declined: '好的，这个时间留给下一位。您还在候补名单上，有别的空位再通知您。',
    lapsed: (when: string) => rich`⌛ ${bold(when)} 没有等到您的答复，已经让给下一位了。`,
    stillIn: '您还在候补名单上，有别的空位再通知您。',
    out: '两次都没等到您的答复，已为您退出候补。需要时可以随时再加入。',
    book: '📅 预约',
  },
  {
    joined: '🔔 You’re on the waiting list',
    promise: (minutes: number) =>
      `As soon as a time comes free we’ll tell you and hold it just for you for ${minutes} minutes of opening hours – one tap books it. Meanwhile you’re free to book another time.`,
    list: '🔔 You’re waiting for:',
    none: 'You’re not on the waiting list.',
    asked: 'a time is free – please answer',
    leave: 'Leave the list',
    leaveOne: (day: string) => `Leave ${day}`,
    leaveFrom: (day: string) => `Leave ${day} on`,
    or: ' or ',
    left: 'You’re off the waiting list.',
    offer: '🔔 A time has come free!',
    keptUntil: (when: string) =>
      rich`We’re holding it just for you until ${bold(when)}; after that we’ll ask the next person.`,
    accept: '✅ Take it',
    decline: 'No, thanks',
    accepted: '✅ You’re booked',
    acceptedHint: 'Directions and a calendar file are below. If your plans change, just tap a button.',
    icsCaption: 'Open this to add the visit to your calendar, with a reminder 2 hours before.',
    declined:
      'No problem – it goes to the next person. You’re still on the list, and we’ll tell you when another time comes free.',
    lapsed: (when: string) => rich`⌛ We didn’t hear from you about ${bold(when)}, so it went to the next person.`,
    stillIn: 'You’re still on the list, and we’ll tell you when another time comes free.',
    out: 'We didn’t hear from you twice, so we’ve taken you off the waiting list. You can join again any time.',
    book: '📅 Book',
  },
)
