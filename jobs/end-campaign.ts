import { z } from 'zod'
import { defineJob } from '../src/agenda/job.ts'
import { endOf } from '../src/shop/campaigns/effects.ts'
import type { Tools } from './steps/reminding.ts'

/** A campaign whose last day is over has ended; the change of its card tells what came of it. */
export const endCampaign = defineJob({
  name: 'end-campaign',
  payload: z.object({ campaignId: z.string() }),
  async run({ campaignId }, { shop, clock }: Tools) {
    const profile = await shop.profile.refresh()
    const campaign = await shop.campaigns.get(campaignId)
    if (!campaign) return { skipped: 'the campaign is gone' }
    const endsAt = endOf(campaign, profile)
    if (endsAt > clock.now()) return { later: endsAt }
    await shop.campaigns.end(campaignId, 'rule')
    return { done: true }
  },
})
