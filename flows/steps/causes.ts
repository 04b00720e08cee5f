import { texts } from '../../src/language.ts'
import type { Cause } from '../../src/shop/surveys/survey.ts'

const causes = (words: Record<Cause, string>) => words

/** What may have been the reason for a score, as customers tap it and advisors read it. */
export const causeNames = texts(
  causes({ quality: '维修质量', advisor: '顾问服务', time: '等待时间', price: '价格', facility: '环境设施' }),
  causes({ quality: 'Quality', advisor: 'Advisor', time: 'Waiting time', price: 'Price', facility: 'Facilities' }),
)
