import { type Button, bold, joined, type Screen } from '../../src/messages/screen.ts'
import type { Campaign } from '../../src/shop/campaigns/campaign.ts'
import type { Audience } from '../../src/shop/campaigns/campaign-file.ts'
import { showDate } from '../steps/showing.ts'
import { briefingTexts, exclusionTexts } from './briefing.texts.ts'
import type { Desk } from './sheet.ts'

/** A campaign's briefing (rule 1.3) with who has read it, how it goes, and what can be done with it now. */
export async function briefingScreen(campaign: Campaign, desk: Desk): Promise<Screen> {
  const { shop, language } = desk
  const t = briefingTexts[language]
  const { _id, file, state, override, stopReason, excluded } = campaign
  const unread = await shop.campaigns.missing(campaign)
  const hasBegun = campaign.launchedAt !== null
  const text = joined([
    joined([bold(`📣 ${file.name[language]}`), `· ${t.states[state]}`], ' '),
    t.period(showDate(file.from, language), showDate(file.until, language)),
    t.offer(file.offer[language]),
    file.content[language],
    `${t.audience}${audienceInWords(file.audience, desk)}`,
    ...file.questions.map(({ question, answer }) => t.question(question[language], answer[language])),
    campaign.acknowledged.length > 0 && t.read(campaign.acknowledged.map(({ name }) => name).join('、')),
    unread.length > 0 ? t.unread(unread.join('、')) : t.allRead,
    override && t.override(t.reasons[override.reason] ?? override.reason),
    hasBegun && t.numbers(await shop.outreaches.tallyOf(_id)),
    hasBegun && Object.keys(excluded).length > 0 && `${t.excluded}${exclusionsInWords(excluded, desk)}`,
    stopReason && t.stopped(t.rules[stopReason] ?? stopReason),
  ])
  return { text, rows: buttonsOf(campaign, unread.length > 0, t) }
}

/** Asked before a campaign starts that not everybody has read: the reason is kept with it. */
export function anywayScreen({ _id }: Campaign, unread: string[], { language }: Desk): Screen {
  const t = briefingTexts[language]
  const button = ([reason, label]: [string, string]): Button => ({
    label,
    enter: 'campaign',
    entry: 'override',
    value: `${_id}.${reason}`,
  })
  return { text: joined([t.missing(unread.join('、')), t.why]), rows: [Object.entries(t.reasons).map(button)] }
}

export function audienceInWords(rules: Audience, { shop, language }: Desk): string {
  const t = briefingTexts[language]
  const { models } = shop.profile.current()
  const names = rules.models?.map((id) => models.find((model) => model.id === id)?.name[language] ?? id)
  const said: (string | false | undefined)[] = [
    names && t.models(names.join('/')),
    rules.lastVisitDaysAgo && t.lastVisit(spanInWords(rules.lastVisitDaysAgo)),
    rules.mileageKm && t.mileage(spanInWords(rules.mileageKm)),
    !rules.neverHere && t.beenHere,
    rules.due && t.due(rules.due.causes.map((cause) => t.causes[cause]).join('/'), rules.due.withinDays),
  ]
  return said.filter(Boolean).join(' · ') || t.everybody
}

export function exclusionsInWords(excluded: Record<string, number>, { language }: Pick<Desk, 'language'>): string {
  return Object.entries(excluded)
    .toSorted(([, one], [, other]) => other - one)
    .map(([why, many]) => `${exclusionTexts[language][why] ?? why} ${many}`)
    .join(' · ')
}

function buttonsOf(
  { _id, state }: Campaign,
  isUnread: boolean,
  t: { acknowledge: string; launch: string; pause: string; resume: string; stop: string; whyNot: string },
): Button[][] {
  const button = (label: string, entry: string): Button => ({ label, enter: 'campaign', entry, value: _id })
  const read = isUnread ? [[button(t.acknowledge, 'acknowledge')]] : []
  if (state === 'briefing') return [...read, [button(t.launch, 'launch'), button(t.stop, 'stop')]]
  if (state === 'running')
    return [...read, [button(t.pause, 'pause'), button(t.stop, 'stop')], [button(t.whyNot, 'reasons')]]
  if (state === 'paused') return [...read, [button(t.resume, 'resume'), button(t.stop, 'stop')]]
  return [[button(t.whyNot, 'reasons')]]
}

const spanInWords = ({ atLeast, atMost }: { atLeast?: number | undefined; atMost?: number | undefined }): string =>
  atMost === undefined ? `≥ ${atLeast}` : atLeast === undefined ? `≤ ${atMost}` : `${atLeast}–${atMost}`
