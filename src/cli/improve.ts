import { improvementTexts } from '../../flows/group/improvement.texts.ts'
import type { Config } from '../config.ts'
import { isRefusal } from '../refusal.ts'
import { type Improvement, measuredBy, type Share } from '../shop/improvements/improvement.ts'
import { declineReasons } from '../shop/outreach/outreach.ts'
import { dayOf } from '../shop/profile/opening.ts'
import type { Shop } from '../shop/shop.ts'
import { causes } from '../shop/surveys/survey.ts'
import { atDesk } from './at-desk.ts'
import { isDay } from './days.ts'
import { given } from './options.ts'

type Settings = Config | { problems: string[] }

/** Notes what is done about a reason: `improve add "free pick-up" --reason far --who 林 --from 2026-03-10`. */
export const addImprovement = (config: Settings, args: string[]) =>
  atDesk(config, async ({ shop, language, now }) => {
    const { words, options } = given(args)
    const what = words.join(' ')
    const fromOn = options.from ?? dayOf(shop.profile.current().zone, now)
    if (!what || !options.reason || !options.who || !isDay(fromOn))
      return { no: 'improve add WHAT --reason REASON --who NAME [--from 2026-03-10] [--of declines|feedback]', code: 2 }
    const measured = measuredBy(options.reason, options.of)
    if (!measured) return { no: improvementTexts[language].reasons(declineReasons, causes), code: 2 }
    const made = await shop.improvements.open({ what, who: options.who, fromOn, measured }, 'operator')
    return inWords(made, shop, language)
  })

/** All improvements with how often their reason was given before and since. */
export const listImprovements = (config: Settings) =>
  atDesk(config, async ({ shop, language }) => {
    const all = await shop.improvements.all()
    if (all.length === 0) return improvementTexts[language].none
    return (await Promise.all(all.map((one) => inWords(one, shop, language)))).join('\n')
  })

/** Ends one, with what came of it. */
export const closeImprovement = (config: Settings, args: string[]) =>
  atDesk(config, async ({ shop, language }) => {
    const [id = '', ...outcome] = given(args).words
    const closed = await shop.improvements.close(id, outcome.join(' '), 'operator')
    return isRefusal(closed)
      ? { no: improvementTexts[language].unknown(id), code: 1 }
      : inWords(closed as Improvement, shop, language)
  })

async function inWords(one: Improvement, shop: Shop, language: 'zh-CN' | 'en'): Promise<string> {
  const t = improvementTexts[language]
  const { days, before, after } = await shop.improvements.effectOf(one)
  const share = ({ count, of }: Share) =>
    of === 0 ? t.noAnswers : `${count}/${of} (${Math.round((count / of) * 100)}%)`
  const effect = after ? t.effect(days, share(before), share(after)) : t.soFar(days, share(before))
  return `${one._id}  ${one.what}  ${one.who}  ${one.fromOn}  ${t.reason(one.measured)}  ${effect}${one.outcome ? `  ✔ ${one.outcome}` : ''}`
}
