import { texts } from '../../src/language.ts'
import { bold, type Rich, rich } from '../../src/messages/screen.ts'

export const cancelReasons = ['time', 'solved', 'elsewhere', 'other'] as const
/** What somebody with several appointments wants with the one they choose. */
export const intents = ['see', 'move', 'cancel'] as const

type List = Record<(typeof intents)[number], (when: string) => Rich>

export const appointmentsTexts = texts(
  {
    none: '🗓 您现在没有预约。要约一个吗？',
    waiting: '🔔 我的候补',
    book: '📅 预约',
    list: {
      see: () => '🗓 您的预约，点一个查看：',
      move: (when) => (when ? rich`🕐 哪一个改到 ${bold(when)}？` : '🕐 要改哪一个？'),
      cancel: () => '要取消哪一个？',
    } as List,
    one: '🗓 您的预约',
    gone: '这个预约已经不在了，下面是现在的情况。',
    move: '🕐 改期',
    cancel: '取消预约',
    moveFrom: (now: string) => rich`🕐 您现在约的是 ${bold(now)}，改好之前一直为您保留。`,
    moveTo: '想改到什么时候？点一个，或直接打字，比如「后天下午三点」。',
    nothingFree: '😔 近期没有别的空位。可以点「人工」让顾问帮您安排。',
    sameTime: '您约的就是这个时间，不用改。',
    checkMove: (from: string, to: string) => rich`请核对改期：
${from}
➜ ${bold(to)}`,
    confirmMove: '✅ 确认改期',
    keepOld: '保留原时间',
    moved: '✅ 改期成功',
    cancelAsk: (when: string) => rich`要取消 ${bold(when)} 的预约吗？点一个原因就会取消：`,
    keep: '保留预约',
    reasons: { time: '时间不合适', solved: '车没问题了', elsewhere: '去别家了', other: '其他原因' },
    cancelled: (when: string) => rich`✓ 已取消 ${bold(when)} 的预约。需要时随时再约。`,
    again: '🔁 重新预约',
    icsUpdated: '日历文件已更新，点开即可替换原来的。',
  },
  {
    none: '🗓 You have no appointments. Would you like to book one?',
    waiting: '🔔 Waiting list',
    book: '📅 Book',
    list: {
      see: () => '🗓 Your appointments – tap one:',
      move: (when) =>
        when ? rich`🕐 Which one shall we move to ${bold(when)}?` : '🕐 Which one would you like to move?',
      cancel: () => 'Which one would you like to cancel?',
    } as List,
    one: '🗓 Your appointment',
    gone: 'That appointment no longer stands. Here’s how things are now.',
    move: '🕐 Reschedule',
    cancel: 'Cancel visit',
    moveFrom: (now: string) =>
      rich`🕐 You’re booked for ${bold(now)}. That time stays yours until you confirm a new one.`,
    moveTo: 'When would you rather come? Tap a time, or just type one, such as “Wednesday 3pm”.',
    nothingFree: '😔 There are no other free times in the coming weeks. An advisor can help you.',
    sameTime: 'That’s the time you already have – nothing to change.',
    checkMove: (from: string, to: string) => rich`Please check the new time:
${from}
➜ ${bold(to)}`,
    confirmMove: '✅ Move it',
    keepOld: 'Keep the old time',
    moved: '✅ Your appointment has been moved',
    cancelAsk: (when: string) => rich`Cancel your appointment ${bold(when)}? Tapping a reason cancels it:`,
    keep: 'Keep it',
    reasons: {
      time: 'Time doesn’t suit me',
      solved: 'Car is fine now',
      elsewhere: 'Going elsewhere',
      other: 'Another reason',
    },
    cancelled: (when: string) =>
      rich`✓ Your appointment ${bold(when)} is cancelled. You’re welcome to book again any time.`,
    again: '🔁 Book again',
    icsUpdated: 'The calendar file has been updated. Open it to replace the old one.',
  },
)
