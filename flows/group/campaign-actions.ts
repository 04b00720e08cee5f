import type { Act, DeskActions } from '../../src/desk/desk.ts'
import type { DeskParts } from '../../src/desk/open-desk.ts'
import { isRefusal, type Refusal } from '../../src/refusal.ts'
import { briefingTexts } from './briefing.texts.ts'
import { anywayScreen } from './briefing.ts'
import { declinesChart } from './declines-chart.ts'
import { funnelTexts } from './funnel.texts.ts'
import { topicsOf } from './topics.ts'

/** What the buttons under a briefing do: every advisor reads it, managers put it to work. */
export function campaignActions({ shop, messages, telling, now }: DeskParts): DeskActions {
  const language = () => shop.profile.current().language
  const words = () => briefingTexts[language()]
  const answered = (changed: unknown) =>
    isRefusal(changed as Refusal) ? (words().refusals[(changed as Refusal).refused] ?? words().over) : words().noted

  const manager = (act: (given: Act) => Promise<string>) => async (given: Act) =>
    given.by.role === 'manager' ? act(given) : words().managersOnly

  return {
    campaign: {
      acknowledge: async ({ value, by }) => answered(await shop.campaigns.acknowledge(value, by)),
      launch: manager(async ({ value, by, key }) => {
        const launched = await shop.campaigns.launch(value, by._id)
        const campaign =
          isRefusal(launched) && launched.refused === 'not-acknowledged' && (await shop.campaigns.get(value))
        if (!campaign) return answered(launched)
        const unread = await shop.campaigns.missing(campaign)
        const screen = anywayScreen(campaign, unread, { shop, language: language(), now: now() })
        const content = { kind: 'screen', screen, revision: 0 } as const
        const topic = topicsOf(language()).campaigns
        await messages.post([telling.toTopic(topic, { key: `anyway:${key}`, content, lane: 'transactional' })])
        return words().missing(unread.join('、'))
      }),
      /** `<campaign>.<reason>` */
      override: manager(async ({ value, by }) => {
        const [id = '', reason = ''] = value.split('.')
        return answered(await shop.campaigns.launch(id, by._id, reason))
      }),
      /** Why customers declined, as a picture. */
      reasons: manager(async ({ value: id, key }) => {
        const campaign = await shop.campaigns.get(id)
        if (!campaign) return words().over
        const span = { from: campaign.createdAt, to: now() }
        const counts = (await shop.outreaches.declines(span, 'campaign')).get(id) ?? {}
        const svg = declinesChart(campaign.file.name[language()], counts, language())
        if (!svg) return funnelTexts[language()].noDeclines
        const content = { kind: 'picture', svg } as const
        await messages.post([
          telling.toTopic(topicsOf(language()).campaigns, { key: `reasons:${key}`, content, lane: 'transactional' }),
        ])
        return ''
      }),
      pause: manager(async ({ value, by }) => answered(await shop.campaigns.pause(value, by._id))),
      resume: manager(async ({ value, by }) => answered(await shop.campaigns.resume(value, by._id))),
      stop: manager(async ({ value, by }) => answered(await shop.campaigns.stop(value, by._id, by.name))),
    },
  }
}
