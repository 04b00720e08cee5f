import { texts } from '../../src/language.ts'
import type { DeclineReason } from '../../src/shop/outreach/outreach.ts'

const reasons = (words: Record<DeclineReason, string>) => words

/** Why customers decline, as they tap it and as managers read it. */
export const declineReasonTexts = texts(
  reasons({
    price: '价格高',
    time: '没时间',
    elsewhere: '在别处做',
    'not-needed': '还不需要',
    far: '太远',
    unhappy: '不满意服务',
    other: '其他',
  }),
  reasons({
    price: 'Too expensive',
    time: 'No time',
    elsewhere: 'Done elsewhere',
    'not-needed': 'Not needed yet',
    far: 'Too far',
    unhappy: 'Not satisfied',
    other: 'Other',
  }),
)
