import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend } from '../change.ts'
import type { Campaign, CampaignModel } from './campaign.ts'

export type NotChanged = Refusal<'campaign-unknown' | 'not-in-that-state'>

/** Campaigns that people look at. */
export const listedAtMost = 50

/** Changes one campaign by what it is then, with a line of history for what people want to know later. */
export function createChange({ model, clock }: { model: CampaignModel; clock: Clock }) {
  return async function change<No extends Refusal>(
    id: string,
    by: string,
    decide: (campaign: Campaign) => Partial<Campaign> | No,
  ): Promise<Campaign | No | Refusal<'campaign-unknown'>> {
    const noted = { by, at: clock.now(), told: ['state', 'override', 'stopReason'] as const }
    return (await amend<Campaign, No>(model, id, noted, decide)) ?? refuse('campaign-unknown')
  }
}

export type Change = ReturnType<typeof createChange>
