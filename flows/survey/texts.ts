import { texts } from '../../src/language.ts'
import { bold, rich } from '../../src/messages/screen.ts'

export const surveyTexts = texts(
  {
    ask: (what: string, plate: string) => rich`🙂 ${bold(`${plate} 的${what}，您满意吗？`)}
1 很不满意 … 5 非常满意，点一下就好。`,
    askNps: (shop: string) => rich`🙂 ${bold(`您会把${shop}推荐给亲友吗？`)}
0 肯定不会 … 10 一定会，点一下就好。`,
    thanks: (score: number) => rich`🙏 ${bold(`谢谢！${score} 分，记下了。`)}`,
    sorry: (score: number) => rich`🙏 ${bold(`${score} 分，记下了。没做好，非常抱歉。`)}`,
    whatWasIt: '主要是哪里不满意？可以点，也可以直接打字、发照片或语音。',
    whatWasGood: '想说说是哪方面吗？不说也没关系。',
    onRecord: (phone: string) => rich`已作为投诉登记，经理会亲自联系您。着急请拨打 ${bold(phone)}。`,
    willCall: '📞 经理会给您打电话。',
    callMe: '📞 请经理联系我',
    rework: '🔧 预约返修',
    told: '✓ 收到，原话已记下，谢谢您。',
    over: '这次评价已经结束了，谢谢您。有事随时可以说，或找顾问。',
    human: '👤 找顾问',
  },
  {
    ask: (what: string, plate: string) => rich`🙂 ${bold(`How was the visit with ${plate} (${what})?`)}
1 very poor … 5 excellent. One tap is enough.`,
    askNps: (shop: string) => rich`🙂 ${bold(`Would you recommend ${shop} to friends or family?`)}
0 certainly not … 10 certainly. One tap is enough.`,
    thanks: (score: number) => rich`🙏 ${bold(`Thank you! We’ve noted a ${score}.`)}`,
    sorry: (score: number) => rich`🙏 ${bold(`We’ve noted a ${score}, and we’re sorry.`)}`,
    whatWasIt: 'What was it? Tap below, or just tell us in words, a photo or a voice message.',
    whatWasGood: 'Would you like to say what it was for? Only if you want to.',
    onRecord: (phone: string) =>
      rich`It’s on record as a complaint, and our manager will contact you personally. If it’s urgent, call ${bold(phone)}.`,
    willCall: '📞 Our manager will call you.',
    callMe: '📞 Manager, call me',
    rework: '🔧 Book a re-check',
    told: '✓ Noted in your own words. Thank you.',
    over: 'This survey is closed, thank you. You can always write to us, or ask for an advisor.',
    human: '👤 An advisor',
  },
)
