import { texts } from '../src/language.ts'
import { bold, rich } from '../src/messages/screen.ts'

export const profileTexts = texts(
  {
    title: rich`👤 ${bold('我的资料')}`,
    name: (name: string) => `称呼：${name}`,
    phone: (masked: string, proven: boolean) => `手机：${masked}（${proven ? '已验证' : '未验证'}）`,
    noName: '未填',
    noPhone: '手机：未填',
    consent: (label: string, granted: boolean) => `${label}：${granted ? '接收' : '不接收'}`,
    setPhone: '📱 手机号',
    setName: '✏️ 称呼',
    chinese: '中文',
    english: 'English',
    consents: '🔔 消息设置',
    about: '🔒 隐私',
    phoneDone: (masked: string) => rich`✓ 手机号 ${bold(masked)} 已验证。`,
    askName: '✏️ 怎么称呼您？请直接打字，例如 王先生。',
    nameUnclear: '请用 1 到 40 个字写您的称呼，例如 王先生。',
    named: (name: string) => rich`✓ 好的，${bold(name)}。`,
    consentsAre: `🔔 您想收到哪些消息？两项各自独立，点一下就改，马上生效。

服务提醒：保养到期、预约和车辆进度相关的通知
优惠活动：折扣和活动消息`,
    allowed: (label: string) => `✓ 已打开「${label}」。`,
    stopped: (label: string) => `✓ 已关闭「${label}」，马上生效。`,
    aboutTitle: rich`🔒 ${bold('我们记着您的这些资料')}`,
    since: (day: string) => `自 ${day} 起`,
    held: (what: string, count: number) => `· ${what}：${count} 条`,
    rooms: {
      customers: '个人资料',
      vehicles: '车辆',
      appointments: '预约',
      tasks: '顾问待办',
      conversations: '对话进度',
      messages: '发出的消息',
      updates: '收到的消息',
    },
    others: '其他记录',
    aboutHint: '可以随时导出全部内容，或全部删除。',
    export: '📄 导出资料',
    erase: '🗑 删除资料',
    exported: '📄 您的全部资料在下面的文件里（JSON 格式，任何文本软件都能打开）。里面有个人信息，转发前请留意。',
    askErase: rich`🗑 ${bold('确定删除全部资料吗？')}
车辆、预约记录和联系方式都会删除，不能恢复。只保留不含身份的同意记录。`,
    keep: '保留我的资料',
    confirmErase: '确定全部删除',
    stillBooked: (when: string) =>
      rich`您在 ${bold(when)} 还有预约，删除后我们就没法接待您了。请先取消或完成这次预约，再回来删除资料。`,
    appointments: '🗓 看预约',
    farewell: rich`✓ ${bold('您的资料已经全部删除。')}
感谢您一路的信任，祝您行车平安。以后需要时，随时点下面重新开始。`,
    again: '👋 重新开始',
    card: '👤 我的资料',
    menu: '🏠 主菜单',
  },
  {
    title: rich`👤 ${bold('My details')}`,
    name: (name: string) => `Name: ${name}`,
    phone: (masked: string, proven: boolean) => `Phone: ${masked} (${proven ? 'verified' : 'not verified'})`,
    noName: 'not set',
    noPhone: 'Phone: not set',
    consent: (label: string, granted: boolean) => `${label}: ${granted ? 'yes' : 'no'}`,
    setPhone: '📱 Phone',
    setName: '✏️ Name',
    chinese: '中文',
    english: 'English',
    consents: '🔔 Messages',
    about: '🔒 Privacy',
    phoneDone: (masked: string) => rich`✓ Your phone ${bold(masked)} is verified.`,
    askName: '✏️ What should we call you? Just type it, for example Ms Wang.',
    nameUnclear: 'Please type your name in 1 to 40 characters, for example Ms Wang.',
    named: (name: string) => rich`✓ Thank you, ${bold(name)}.`,
    consentsAre: `🔔 Which messages would you like? They’re independent: one tap turns each on or off, at once.

Reminders: services due, your appointments, how your car is coming along
Offers: discounts and events`,
    allowed: (label: string) => `✓ “${label}” is on.`,
    stopped: (label: string) => `✓ “${label}” is off, as of now.`,
    aboutTitle: rich`🔒 ${bold('What we know about you')}`,
    since: (day: string) => `Since ${day}`,
    held: (what: string, count: number) => `· ${what}: ${count}`,
    rooms: {
      customers: 'your details',
      vehicles: 'cars',
      appointments: 'appointments',
      tasks: 'advisors’ to-dos',
      conversations: 'progress of this chat',
      messages: 'messages sent',
      updates: 'messages received',
    },
    others: 'other records',
    aboutHint: 'You can download all of it, or have it deleted, at any time.',
    export: '📄 Download it',
    erase: '🗑 Delete it all',
    exported:
      '📄 Everything we know about you is in the file below (JSON; any text editor opens it). It’s personal, so be careful where you forward it.',
    askErase: rich`🗑 ${bold('Delete everything?')}
Your cars, appointments and contact details will be deleted for good. We keep only a record of your consents, without your name.`,
    keep: 'Keep my details',
    confirmErase: 'Delete everything',
    stillBooked: (when: string) =>
      rich`You still have an appointment: ${bold(when)}. Without your details we couldn’t receive you. Please cancel it or complete it first, then come back here.`,
    appointments: '🗓 See it',
    farewell: rich`✓ ${bold('All your details have been deleted.')}
Thank you for your trust, and drive safely. Whenever you need us, just start again below.`,
    again: '👋 Start again',
    card: '👤 My details',
    menu: '🏠 Main menu',
  },
)
