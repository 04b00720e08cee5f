import { texts } from '../../src/language.ts'
import { bold, rich } from '../../src/messages/screen.ts'

export const attendanceTexts = texts(
  {
    confirmed: '✅ 已为您预约',
    moved: '✅ 您的预约已改期',
    icsCaption: '点开加入手机日历，提前2小时提醒。',
    cancelled: (when: string) => rich`✖ 您 ${bold(when)} 的预约已经取消。需要时随时再约。`,
    icsCancelled: '点开即可从手机日历里去掉。',
    light: (when: string) => rich`🔔 提前提醒您：您约了 ${bold(when)} 到店。时间不合适的话，现在改还来得及。`,
    ask: (when: string) => rich`🔔 ${bold(when)} 的预约，您能准时到吗？`,
    coming: '✅ 准时到',
    here: '📍 我到了',
    see: (when: string) => rich`📍 ${bold(when)} 见，一切都为您准备好了。`,
    place: (address: string, phone: string) => `地址：${address}\n电话：${phone}`,
    checkIn: '到店后点「我到了」，顾问马上来接您。',
    onTheWay: (time: string) => rich`🙋 ${bold(time)} 的预约还为您留着，您快到了吗？`,
    more: (minutes: number) => `还要${minutes}分钟`,
    missed: (when: string) => rich`${when} 没等到您，没关系。换个时间吧，点一个就为您留着：`,
    missedFull: (when: string) => rich`${when} 没等到您，没关系。方便的时候点下面，再约一个时间。`,
    otherTimes: '📅 其他时间',

    expected: (when: string) => rich`✅ 好的，${bold(when)} 见！有变动随时点下面的按钮。`,
    welcome: (name: string) => rich`👋 ${bold(`${name}，欢迎光临！`)}`,
    welcomeNameless: '👋 欢迎光临！',
    alerted: (advisor: string) => `已告诉${advisor}您到了，请稍坐，马上来接您。`,
    someAdvisor: '顾问',
    drive: '🚗 收到，路上慢慢开，安全第一。',
    waits: (time: string, advisor: string) => rich`我们 ${bold(time)} 左右等您，已告诉${advisor}。`,
    told: (advisor: string) => `已告诉${advisor}。大概还要多久？`,
    tooLate: '晚得有点久，工位可能要重新安排，我们会尽量协调；也可以改个时间。',

    now: (when: string) => rich`这条提醒已经过时了。您的预约现在是 ${bold(when)}。`,
    past: (when: string) => rich`${bold(when)} 的预约时间已经过了。到店了就点「我到了」，没来得及就改个时间。`,
    early: (when: string) => rich`您约的是 ${bold(when)}，到那天点「我到了」就好。`,
    isHere: '您已经签到了，顾问知道您在。',
    over: '这个预约已经结束了。要再约一个吗？',
    again: '🔁 重新预约',
  },
  {
    confirmed: '✅ You’re booked',
    moved: '✅ Your appointment has been moved',
    icsCaption: 'Open this to add the visit to your calendar, with a reminder 2 hours before.',
    cancelled: (when: string) =>
      rich`✖ Your appointment ${bold(when)} has been cancelled. You’re welcome to book again any time.`,
    icsCancelled: 'Open this to take the visit out of your calendar.',
    light: (when: string) =>
      rich`🔔 Just a heads-up: you’re booked for ${bold(when)}. If that no longer suits, there’s still time to move it.`,
    ask: (when: string) => rich`🔔 You’re booked for ${bold(when)}. Will you be there on time?`,
    coming: '✅ I’ll be there',
    here: '📍 I’m here',
    see: (when: string) => rich`📍 See you ${bold(when)}. Everything’s ready for you.`,
    place: (address: string, phone: string) => `Address: ${address}\nPhone: ${phone}`,
    checkIn: 'When you arrive, tap “I’m here” and your advisor will come out to meet you.',
    onTheWay: (time: string) => rich`🙋 We’re still holding your ${bold(time)} appointment. Are you on your way?`,
    more: (minutes: number) => `${minutes} more minutes`,
    missed: (when: string) => rich`We missed you ${when} – no worries. Pick another time and we’ll hold it for you:`,
    missedFull: (when: string) =>
      rich`We missed you ${when} – no worries. Tap below to book again whenever it suits you.`,
    otherTimes: '📅 Other times',

    expected: (when: string) => rich`✅ Great, see you ${bold(when)}! If anything changes, just tap a button.`,
    welcome: (name: string) => rich`👋 ${bold(`Welcome, ${name}!`)}`,
    welcomeNameless: '👋 Welcome!',
    alerted: (advisor: string) => `${advisor} knows you’re here and is on the way. Please take a seat.`,
    someAdvisor: 'Your advisor',
    drive: '🚗 Thanks for letting us know. Drive safely – no rush.',
    waits: (time: string, advisor: string) => rich`We’ll expect you around ${bold(time)}. ${advisor} has been told.`,
    told: (advisor: string) => `${advisor} has been told. Roughly how much longer?`,
    tooLate:
      'That’s quite late, so the bay may have to be rearranged. We’ll do our best; you can also pick a new time.',

    now: (when: string) => rich`That reminder is out of date. Your appointment is now ${bold(when)}.`,
    past: (when: string) =>
      rich`Your appointment time, ${bold(when)}, has passed. If you’re here, tap “I’m here”; if not, you can still move it.`,
    early: (when: string) => rich`You’re booked for ${bold(when)}. Tap “I’m here” on the day.`,
    isHere: 'You’re checked in, and your advisor knows you’re here.',
    over: 'That appointment is over. Would you like to book another?',
    again: '🔁 Book again',
  },
)
