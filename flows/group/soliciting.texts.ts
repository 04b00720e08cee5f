import { texts } from '../../src/language.ts'
import { bold, type Rich, rich } from '../../src/messages/screen.ts'

/** What advisors see when they solicit a customer. */
export const solicitingTexts = texts(
  {
    preview: (name: string, text: Rich) => rich`👁 ${bold(`招揽预览 · ${name}`)}\n${text}`,
    send: '发送',
    sent: (name: string, text: Rich) => rich`📣 ${bold(`招揽 · ${name}`)}\n${text}`,
    onItsWay: '已交给系统发送；不能发的话，这里会说明原因',
    later: (when: string) => `现在是免打扰时间，${when} 发出`,
    nobody: '（没有姓名）',
    list: (days: number) => `📅 未来 ${days} 天到期的客户：`,
    more: (many: number) => `另有 ${many} 台，全部用命令行 due 查看。`,
    none: (days: number) => `未来 ${days} 天没有可以招揽的到期客户。`,
    solicit: (plate: string) => `招揽 ${plate}`,
  },
  {
    preview: (name: string, text: Rich) => rich`👁 ${bold(`Preview · ${name}`)}\n${text}`,
    send: 'Send',
    sent: (name: string, text: Rich) => rich`📣 ${bold(`Reached out · ${name}`)}\n${text}`,
    onItsWay: 'Handed over; if it may not be sent, the reason will be told here',
    later: (when: string) => `Quiet hours now: it goes out at ${when}`,
    nobody: '(no name)',
    list: (days: number) => `📅 Due in the next ${days} days:`,
    more: (many: number) => `${many} more; the command "due" in the terminal lists all of them.`,
    none: (days: number) => `Nobody due in the next ${days} days can be written to now.`,
    solicit: (plate: string) => `Ask ${plate}`,
  },
)
