import { texts } from '../../src/language.ts'
import { bold, rich } from '../../src/messages/screen.ts'

export const appointmentsTexts = texts(
  {
    none: '🗓 您现在没有预约。要约一个吗？',
    waiting: '🔔 我的候补',
    book: '📅 预约',
    list: '🗓 您的预约：',
    one: '🗓 您的预约',
    gone: '这个预约已经不在了，下面是现在的情况。',
    move: '🕐 改期',
    cancel: '取消预约',
    calendar: '📎 日历和位置',
    moveTo: (now: string) => rich`🕐 现在是 ${bold(now)}，想改到什么时候？
原来的时间在您确认之前一直为您保留。`,
    near: (when: string) => rich`按您说的「${when}」，最合适的是：`,
    notFreeAt: (when: string) => rich`${when} 已经约满了，附近还有：`,
    nothingFree: '😔 近期没有别的空位，原来的时间仍为您保留。可以找顾问帮您安排。',
    otherDays: '📅 其他日期',
    checkMove: (from: string, to: string) => rich`请核对改期：
${from}
➜ ${bold(to)}`,
    confirmMove: '✅ 确认改期',
    keepOld: '保留原时间',
    moved: '✅ 改期成功',
    cancelAsk: (when: string) => rich`确定取消 ${bold(when)} 的预约吗？点一个原因就取消：`,
    keep: '保留预约',
    reasons: { time: '时间不合适', solved: '车没问题了', elsewhere: '去别家了', other: '其他原因' },
    cancelled: (when: string) => rich`已取消 ${bold(when)} 的预约。随时可以再约。`,
    again: '🔁 重新预约',
    whichTime: '🤔 您说的是哪个时间？',
    icsUpdated: '日历文件已更新，点开即可替换原来的。',
  },
  {
    none: '🗓 You have no appointment. Would you like one?',
    waiting: '🔔 Waiting list',
    book: '📅 Book',
    list: '🗓 Your appointments:',
    one: '🗓 Your appointment',
    gone: 'That appointment is no more; this is how things stand.',
    move: '🕐 Move',
    cancel: 'Cancel it',
    calendar: '📎 Calendar, map',
    moveTo: (now: string) => rich`🕐 It is now ${bold(now)}. When would you rather come?
Your old time stays yours until you confirm.`,
    near: (when: string) => rich`Closest to “${when}”:`,
    notFreeAt: (when: string) => rich`${when} is taken. Close to it:`,
    nothingFree: '😔 Nothing else is free in the days ahead; your old time stays yours. An advisor can help.',
    otherDays: '📅 Other days',
    checkMove: (from: string, to: string) => rich`Please check the move:
${from}
➜ ${bold(to)}`,
    confirmMove: '✅ Move it',
    keepOld: 'Keep the old time',
    moved: '✅ Your appointment is moved',
    cancelAsk: (when: string) => rich`Really cancel ${bold(when)}? One tap on a reason cancels it:`,
    keep: 'Keep it',
    reasons: {
      time: 'Time does not suit',
      solved: 'Car is fine again',
      elsewhere: 'Going elsewhere',
      other: 'Another reason',
    },
    cancelled: (when: string) => rich`Your appointment ${bold(when)} is cancelled. You can book again any time.`,
    again: '🔁 Book again',
    whichTime: '🤔 Which time did you mean?',
    icsUpdated: 'The calendar file is updated; open it to replace the old one.',
  },
)

export const cancelReasons = ['time', 'solved', 'elsewhere', 'other'] as const
