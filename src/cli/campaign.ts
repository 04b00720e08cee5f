import { readFileSync } from 'node:fs'
import { briefingTexts } from '../../flows/group/briefing.texts.ts'
import { exclusionsInWords } from '../../flows/group/briefing.ts'
import type { Desk } from '../../flows/group/sheet.ts'
import { campaignText } from '../../flows/solicitation/campaign-message.ts'
import type { Config } from '../config.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { Campaign } from '../shop/campaigns/campaign.ts'
import { type CampaignFile, parseCampaign } from '../shop/campaigns/campaign-file.ts'
import { previewOf } from '../shop/campaigns/preview.ts'
import { atDesk, type Says } from './at-desk.ts'
import { given } from './options.ts'

type Settings = Config | { problems: string[] }

/** Who acts where nobody is named. */
const operator = 'operator'

/** Reads a campaign's file and names every mistake with its line. */
export const checkCampaign = (config: Settings, args: string[]) =>
  atDesk(config, async (desk) => withFile(desk, args, async (file) => `${file.id}: ${file.name[desk.language]} ✓`))

/** Opens a campaign from its file: its briefing is put up in the advisors' group. */
export const openCampaign = (config: Settings, args: string[]) =>
  atDesk(config, (desk) =>
    withFile(desk, args, async (file) => {
      const opened = await desk.shop.campaigns.open(file, operator)
      return isRefusal(opened) ? refused(desk, opened) : inWords(opened, desk)
    }),
  )

/** Who would be told and who not, with samples of the very words; the file need not be opened yet. */
export const previewCampaign = (config: Settings, args: string[]) =>
  atDesk(config, async (desk) => {
    const [named = ''] = given(args).words
    const known = await desk.shop.campaigns.get(named)
    return known ? preview(desk, known.file) : withFile(desk, args, (file) => preview(desk, file))
  })

/** Shows the message in somebody's own chat before it starts. */
export const tryCampaign = (config: Settings, args: string[]) =>
  atDesk(config, async (desk) => {
    const { words, options } = given(args)
    const [id = ''] = words
    const chat = options.to
    if (!chat) return { no: 'Whom? --to tg:123 names a chat that has pressed START', code: 2 }
    const changed = await desk.shop.campaigns.test(id, chat, operator)
    return isRefusal(changed) ? refused(desk, changed) : inWords(changed, desk)
  })

/** Launches it, in spite of unread briefings only with a reason: `--override "told in person"`. */
export const launchCampaign = (config: Settings, args: string[]) =>
  atDesk(config, async (desk) => {
    const { words, options } = given(args)
    const [id = ''] = words
    const launched = await desk.shop.campaigns.launch(id, operator, options.override)
    return isRefusal(launched) ? refused(desk, launched) : inWords(launched, desk)
  })

/** Pauses, resumes or stops it. */
export const turnCampaign = (what: 'pause' | 'resume' | 'stop') => (config: Settings, args: string[]) =>
  atDesk(config, async (desk) => {
    const [id = ''] = given(args).words
    const turned = await desk.shop.campaigns[what](id, operator, operator)
    return isRefusal(turned) ? refused(desk, turned) : inWords(turned, desk)
  })

/** All campaigns, the newest first. */
export const listCampaigns = (config: Settings) =>
  atDesk(config, async (desk) => {
    const all = await desk.shop.campaigns.all()
    return all.length === 0 ? '–' : (await Promise.all(all.map((one) => inWords(one, desk)))).join('\n')
  })

async function preview({ shop, language }: Desk, file: CampaignFile): Promise<string> {
  const { told, excluded, samples } = await previewOf({ _id: file.id, file }, shop.recipients)
  const t = briefingTexts[language]
  const profile = shop.profile.current()
  return [
    t.wouldTell(told),
    ...(Object.keys(excluded).length > 0 ? [`${t.excluded}${exclusionsInWords(excluded, { language })}`] : []),
    ...samples.map(
      (one, i) => `\n[${i + 1}] ${campaignText(file, { ...one, language: one.customer.language }, profile)}`,
    ),
  ].join('\n')
}

async function withFile(desk: Desk, args: string[], then: (file: CampaignFile) => Promise<Says>): Promise<Says> {
  const [name] = given(args).words
  if (!name) return { no: 'Which file?', code: 2 }
  let text: string
  try {
    text = readFileSync(name, 'utf8')
  } catch {
    return { no: `There is no file ${name}, and no campaign of that name.`, code: 2 }
  }
  const file = parseCampaign(text, desk.shop.profile.current())
  if (!Array.isArray(file)) return then(file)
  return { no: file.map(({ line, path, message }) => `line ${line}, ${path}: ${message}`).join('\n'), code: 1 }
}

async function inWords({ _id, file, state }: Campaign, { shop, language }: Desk): Promise<string> {
  const t = briefingTexts[language]
  return `${_id}  ${file.name[language]}  ${t.states[state]}  ${t.numbers(await shop.outreaches.tallyOf(_id))}`
}

function refused({ language }: Desk, { refused, detail }: Refusal): Says {
  const t = briefingTexts[language]
  const who = detail?.missing ? `\n${t.missing(String(detail.missing))}` : ''
  return { no: `${t.refusals[refused] ?? refused}${who}`, code: 1 }
}
