import { texts } from '../../src/language.ts'
import { bold, rich } from '../../src/messages/screen.ts'

/** What the shop says when it reaches out, and what comes of it. */
export const solicitationTexts = texts(
  {
    whenLater: '好的。什么时候再提醒您合适？',
    inDays: (days: number) => (days < 30 ? `${days / 7}周后` : `${Math.round(days / 30)}个月后`),
    noted: (day: string) => rich`好的，${bold(day)} 之后再联系您。这之前需要的话，随时预约。`,
    why: '没关系，打扰了。方便告诉我们原因吗？点一下就好，也可以直接打字。',
    sold: '🚘 车已卖',
    thanks: '谢谢您告诉我们，记下了。需要时随时找我们。',
    sorry: '抱歉之前没让您满意，记下了。想直接说给人听，点下面的按钮。',
    human: '🙋 找顾问',
    askSold: (plate: string) => rich`${bold(plate)} 已经不在您名下了吗？确认后，这辆车不再提醒。`,
    keep: '◀ 还在用',
    yesSold: '确定车已卖',
    soldNoted: (plate: string) => rich`好的，${bold(plate)} 不再提醒了。换了新车，随时添加。`,
    stopped: '🔕 已退订，不会再发优惠和邀约。您自己约的服务提醒不受影响。',
    over: '这个活动已经结束了。需要保养或维修，随时预约。',
    menu: '🏠 主菜单',
  },
  {
    whenLater: 'Sure. When would be a good time to ask again?',
    inDays: (days: number) =>
      days < 30 ? `in ${days / 7} weeks` : days < 60 ? 'in a month' : `in ${Math.round(days / 30)} months`,
    noted: (day: string) =>
      rich`All right, we’ll be in touch after ${bold(day)}. If you need us before then, just book.`,
    why: 'No problem. Would you tell us why? One tap is enough, or just type it.',
    sold: '🚘 Car sold',
    thanks: 'Thank you for telling us – noted. We’re here whenever you need us.',
    sorry: 'We’re sorry we let you down – noted. If you’d rather tell a person, tap below.',
    human: '🙋 A person',
    askSold: (plate: string) => rich`You no longer have ${bold(plate)}? We’ll stop all reminders for this car.`,
    keep: '◀ Still mine',
    yesSold: 'Yes, it’s sold',
    soldNoted: (plate: string) => rich`Done, no more reminders for ${bold(plate)}. Add your next car any time.`,
    stopped: '🔕 You’re unsubscribed: no more offers or invitations. Reminders of visits you book still come.',
    over: 'This offer has ended. You’re welcome to book a visit any time.',
    menu: '🏠 Menu',
  },
)
