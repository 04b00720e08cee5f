import { texts } from '../../src/language.ts'

/** Numbers about reaching out, for managers. */
export const funnelTexts = texts(
  {
    by: { cause: '缘由', campaign: '活动', advisor: '顾问' },
    steps: { due: '到期', reached: '触达', answered: '回应', booked: '预约', arrived: '到店', paid: '付款' },
    groups: {
      service: '保养到期',
      inspection: '年检',
      insurance: '保险',
      warranty: '质保',
      declined: '上次未做',
      campaign: '活动',
      advisor: '顾问邀约',
    } as Record<string, string>,
    nothing: '这段时间没有招揽。',
    noDeclines: '还没有人说明不来的原因。',
    whyNot: (title: string) => `${title}：为什么不来`,
    answers: (n: number) => `共 ${n} 个回答；红点是累计占比`,
  },
  {
    by: { cause: 'cause', campaign: 'campaign', advisor: 'advisor' },
    steps: { due: 'due', reached: 'reached', answered: 'answered', booked: 'booked', arrived: 'arrived', paid: 'paid' },
    groups: {
      service: 'service due',
      inspection: 'inspection',
      insurance: 'insurance',
      warranty: 'warranty',
      declined: 'declined work',
      campaign: 'campaigns',
      advisor: 'by advisors',
    } as Record<string, string>,
    nothing: 'Nobody was reached out to in that time.',
    noDeclines: 'Nobody has said why they would not come.',
    whyNot: (title: string) => `${title}: why not`,
    answers: (n: number) => `${n} ${n === 1 ? 'answer' : 'answers'}; the dots are the share so far`,
  },
)
