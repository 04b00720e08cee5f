import type { Stage } from '../../src/demo/stage.ts'
import { type CampaignFile, campaignFile } from '../../src/shop/campaigns/campaign-file.ts'
import type { SimUser, UserFacts } from '../../src/simulator/people/user.ts'
import { inShop } from '../desk/support.ts'
import { regular } from '../support/people.ts'

/** A campaign of the sample shop in its week of 2 March 2026. */
export function springCare(more: Partial<Record<keyof CampaignFile, unknown>> = {}): CampaignFile {
  return campaignFile.parse({
    id: 'spring-care',
    name: { 'zh-CN': '春季养护', en: 'Spring care' },
    from: '2026-03-02',
    until: '2026-03-31',
    offer: { 'zh-CN': '空调检查免费', en: 'Free A/C check' },
    content: { 'zh-CN': '保养的车免费查空调。', en: 'A free A/C check with every service.' },
    message: {
      'zh-CN': '{name}您好，春季养护到 {until}：{offer}。您的 {plate} 约一个时间吧。',
      en: 'Hello {name}, until {until}: {offer}. Book a time for your {plate}.',
    },
    itemIds: ['maintenance'],
    questions: [
      {
        words: ['收费', '免费', 'free'],
        question: { 'zh-CN': '空调检查收费吗？', en: 'Is the A/C check free?' },
        answer: { 'zh-CN': '保养的车免费，单独检查 80 元。', en: 'Free with a service, otherwise ¥80.' },
      },
    ],
    required: ['lin'],
    ...more,
  })
}

/** A customer with a vehicle who lets the shop write about offers, unless told otherwise. */
export async function reachable(stage: Stage, facts: UserFacts & { marketing?: boolean } = {}): Promise<SimUser> {
  const { marketing = true, ...who } = facts
  const user = await regular(stage, who)
  await inShop(stage, async (shop) => {
    const customer = await shop.customers.ofChat(`tg:${user.chatId}`)
    const answer = { purpose: 'marketing' as const, granted: marketing, textVersion: 'test', source: 'test' }
    if (customer) await shop.customers.setConsent(customer._id, { ...answer, by: customer._id })
  })
  return user
}
