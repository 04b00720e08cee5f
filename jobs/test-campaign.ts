import { z } from 'zod'
import { campaignText } from '../flows/solicitation/campaign-message.ts'
import { outreachScreen } from '../flows/steps/outreach-message.ts'
import { defineJob } from '../src/agenda/job.ts'
import type { Tools } from './steps/reminding.ts'

/** A test is looked at now, or not at all. */
const livesMs = 60 * 60 * 1000

/** Shows a campaign's message to whoever wants to see it first, in their own chat; its buttons answer nothing. */
export const testCampaign = defineJob({
  name: 'test-campaign',
  payload: z.object({ campaignId: z.string(), nth: z.number() }),
  async run({ campaignId, nth }, { shop, messages, clock }: Tools) {
    const profile = await shop.profile.refresh()
    const campaign = await shop.campaigns.get(campaignId)
    const test = campaign?.tests[nth]
    if (!campaign || !test) return { skipped: 'the campaign is gone' }
    const customer = await shop.customers.ofChat(test.chat)
    const [vehicle = null] = customer ? await shop.vehicles.ofCustomer(customer._id) : []
    const language = customer?.language ?? profile.language
    const text = campaignText(campaign.file, { customer, vehicle, language }, profile)
    await messages.post([
      {
        _id: `campaign:${campaignId}:test${nth + 1}`,
        lane: 'reply',
        purpose: 'reply',
        to: { chat: test.chat },
        content: { kind: 'screen', screen: outreachScreen('test', `🧪 ${text}`, language), revision: 0 },
        expiresAt: new Date(clock.now().getTime() + livesMs),
      },
    ])
    return { done: true }
  },
})
