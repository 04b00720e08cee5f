import { z } from 'zod'
import { briefingTexts } from '../flows/group/briefing.texts.ts'
import { briefingScreen } from '../flows/group/briefing.ts'
import { topicsOf } from '../flows/group/topics.ts'
import { defineJob } from '../src/agenda/job.ts'
import { bold, joined } from '../src/messages/screen.ts'
import type { Tools } from './steps/reminding.ts'
import { groupMessage } from './steps/telling-group.ts'

/** As long as a campaign may be planned ahead and run. */
const livesMs = 90 * 24 * 60 * 60 * 1000

/** Puts a campaign's briefing up in the advisors' group, or changes the card that hangs there. */
export const showBriefing = defineJob({
  name: 'show-briefing',
  payload: z.object({ campaignId: z.string() }),
  async run({ campaignId }, tools: Tools) {
    const { shop, messages, group, clock } = tools
    if (group === null) return { skipped: 'there is no group' }
    const { language } = await shop.profile.refresh()
    const campaign = await shop.campaigns.get(campaignId)
    if (!campaign) return { skipped: 'the campaign is gone' }
    const screen = await briefingScreen(campaign, { shop, language, now: clock.now() })
    const about = { kind: 'campaign', id: campaignId, version: campaign.version }
    const card = { topic: topicsOf(language).campaigns, about, screen, livesMs }
    const key = `briefing:${campaignId}`
    const { version, stopReason } = campaign
    const alarm = stopReason && briefingTexts[language].rules[stopReason]
    const alarmed = { text: joined([bold(`⛔ ${campaign.file.name[language]}`), alarm]) }
    await messages.post([
      groupMessage(tools, { ...card, key }),
      ...(version > 1 ? [groupMessage(tools, { ...card, key: `${key}:v${version}`, edit: key })] : []),
      ...(alarm ? [groupMessage(tools, { ...card, key: `${key}:stopped`, screen: alarmed })] : []),
    ])
    return { done: true }
  },
})
