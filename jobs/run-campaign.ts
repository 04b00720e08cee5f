import { z } from 'zod'
import { campaignText } from '../flows/solicitation/campaign-message.ts'
import { outreachMessage } from '../flows/steps/outreach-message.ts'
import { defineJob, type JobOutcome } from '../src/agenda/job.ts'
import type { Campaign } from '../src/shop/campaigns/campaign.ts'
import { endOf } from '../src/shop/campaigns/effects.ts'
import type { Recipient } from '../src/shop/campaigns/recipients.ts'
import { outreachIdOf } from '../src/shop/outreach/outreach.ts'
import { noTally, whyStop } from '../src/shop/outreach/tally.ts'
import { instantOf, nextOpening } from '../src/shop/profile/opening.ts'
import { quietUntil } from '../src/shop/profile/quiet-hours.ts'
import type { ShopProfile } from '../src/shop/profile/shop-profile.ts'
import type { Tools } from './steps/reminding.ts'

/** Messages waiting to leave at most: what leaves in some ten seconds, and so what a stop still has to catch. */
const aheadAtMost = 400
/** Vehicles looked at in one question; in the very first as many as leave in the second until the next step comes. */
const lookedAtOnce = 200
const lookedAtFirst = 30
/** How soon the next step comes, by our clock; the second one soon, as the first only sees to it that the first message leaves at once. */
const nextStepMs = 10_000
const secondStepMs = 1_000

/**
 * Tells a campaign's audience, some hundred at a time, as fast as they leave: nothing is planned for a hundred thousand
 * customers at once, so pausing and stopping work at once. A step repeated after a crash tells nobody twice.
 */
export const runCampaign = defineJob({
  name: 'run-campaign',
  payload: z.object({ campaignId: z.string() }),
  async run({ campaignId }, tools: Tools): Promise<JobOutcome> {
    const { shop, clock } = tools
    const profile = await shop.profile.refresh()
    const campaign = await shop.campaigns.get(campaignId)
    if (campaign?.state !== 'running') return { skipped: `the campaign is ${campaign?.state ?? 'gone'}` }
    const later = notYet(campaign, profile, clock.now())
    if (later) return { later }

    const isFirst = campaign.cursor === null
    const tally = isFirst ? noTally : await shop.outreaches.tallyOf(campaignId)
    const why = whyStop(tally, profile.settings.outreach)
    if (why) {
      await shop.campaigns.stop(campaignId, 'rule', why)
      return { skipped: `stopped: too many ${why}` }
    }
    let { cursor, walkedAt } = campaign
    let room = isFirst ? 1 : aheadAtMost - tally.planned
    while (!walkedAt && room > 0) {
      const many = cursor === null ? lookedAtFirst : lookedAtOnce
      const looked = await shop.recipients.look(campaignId, campaign.file.audience, cursor, many)
      await send(campaign, looked.told, profile, tools)
      if (!(await shop.campaigns.advance({ ...campaign, cursor }, looked))) break
      room -= looked.told.length
      cursor = looked.cursor
      walkedAt = looked.isOver ? clock.now() : null
    }
    if (campaign.walkedAt && tally.planned === 0) {
      await shop.campaigns.finishTelling(campaignId)
      return { done: true }
    }
    return { later: new Date(clock.now().getTime() + (isFirst ? secondStepMs : nextStepMs)) }
  },
})

/** Until when nobody is told: its first day, opening hours, and the quiet ones. */
function notYet({ file }: Campaign, profile: ShopProfile, now: Date): Date | null {
  const begins = instantOf(profile.zone, file.from, 0)
  if (begins > now) return begins
  const opening = nextOpening(profile, now)
  if (!opening.openNow) return opening.opensAt
  return quietUntil(profile, now, { logistics: false })
}

/** Writes down each attempt, then puts its message in, which is dropped when the campaign's days are over. */
async function send(campaign: Campaign, told: Recipient[], profile: ShopProfile, { shop, messages }: Tools) {
  const { _id, file } = campaign
  const expiresAt = endOf(campaign, profile)
  const keyOf = ({ customer }: Recipient) => `campaign:${_id}:${customer._id}`
  await shop.outreaches.plan(
    told.map((one) => ({
      key: keyOf(one),
      customerId: one.customer._id,
      vehicleId: one.vehicle._id,
      cause: 'campaign',
      ref: _id,
      attempt: 1,
      itemIds: file.itemIds,
      why: null,
    })),
  )
  await messages.post(
    told.map((one) => {
      const { language } = one.customer
      const text = campaignText(file, { ...one, language }, profile)
      return outreachMessage(outreachIdOf(keyOf(one)), { chat: one.chat._id, text, language, expiresAt })
    }),
  )
}
