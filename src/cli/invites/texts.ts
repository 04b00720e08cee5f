import { texts } from '../../language.ts'

/** What is printed on the cards, and what the operator reads. */
export const invitesTexts = texts(
  {
    instruction: ['手机扫码，打开 Telegram，', '点 START，再确认手机号，', '预约保养一点就好。'],
    header: ['图', '位置', '客户编号', '姓名', '车牌', '链接'],
    made: (cards: number, sheets: number, dir: string) => `${cards}张邀请，${sheets}页，在 ${dir}`,
    none: '没有要邀请的客户：都在聊天里了，或者已有未用的邀请（再发一次：--again）。',
    secret: '链接只印在这里，库里只存它的摘要；index.csv 请用后删除。',
    noName: 'Telegram 没有说出机器人的名字，做不出链接：npm run yingke -- doctor',
    usage: 'npm run yingke -- customers invites [--out DIR] [--again]',
  },
  {
    instruction: ['Scan, open Telegram, tap', 'START, confirm your number:', 'book a visit in a few taps.'],
    header: ['sheet', 'place', 'customer', 'name', 'plate', 'link'],
    made: (cards: number, sheets: number, dir: string) => `${cards} invitations on ${sheets} sheets in ${dir}`,
    none: 'Nobody to invite: all are in the chat, or have an unused invitation (once more: --again).',
    secret: 'The links are nowhere but here, the database has their hashes only; delete index.csv after use.',
    noName: 'Telegram does not say what the bot is called, so there are no links: npm run yingke -- doctor',
    usage: 'npm run yingke -- customers invites [--out DIR] [--again]',
  },
)
