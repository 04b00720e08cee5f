import type { Context } from '../../src/conversation/flow.ts'
import { type Button, joined, type Screen } from '../../src/messages/screen.ts'
import {
  type Cause,
  causes,
  complainsAt,
  dissatisfiedAt,
  type Survey,
  scaleOf,
  scoreOf,
} from '../../src/shop/surveys/survey.ts'
import { showPlate } from '../../src/shop/vehicles/plate.ts'
import { causeNames } from '../steps/causes.ts'
import { inRows } from '../steps/rows.ts'
import { surveyTexts } from './texts.ts'

const words = (c: Context<unknown>) => surveyTexts[c.language]

/** Scores side by side on a phone. */
const scoresPerRow = 6

/** The question after a visit, answered by one tap. */
export async function askScreen(c: Context<unknown>, survey: Survey): Promise<Screen> {
  const t = words(c)
  const { name, items } = c.shop.profile.current()
  if (survey.kind === 'nps') return { text: t.askNps(name[c.language]), rows: scoreRows(survey) }
  const vehicle = await c.shop.vehicles.get(survey.vehicleId)
  const what = items.filter(({ id }) => survey.itemIds.includes(id)).map((item) => item.name[c.language])
  return { text: t.ask(what.join(' + '), vehicle ? showPlate(vehicle.plate) : ''), rows: scoreRows(survey) }
}

/** What was answered, with what may be said besides: all of it optional. */
export function answeredScreen(c: Context<unknown>, survey: Survey, { willCall = false } = {}): Screen {
  const t = words(c)
  const score = scoreOf(survey) ?? 0
  if (survey.kind === 'nps') return { text: t.thanks(score), rows: scoreRows(survey) }
  const { phone } = c.shop.profile.current()
  const chips = causes.map((cause) => causeButton(c, survey, cause))
  if (score > dissatisfiedAt) {
    return { text: joined([t.thanks(score), t.whatWasGood]), rows: [...scoreRows(survey), ...inRows(chips, 3)] }
  }
  const call: Button = { label: t.callMe, enter: 'survey', entry: 'call', value: survey._id }
  const rework: Button = { label: t.rework, enter: 'booking', entry: 'rework', value: survey.visitId, style: 'primary' }
  return {
    text: joined([t.sorry(score), score <= complainsAt && t.onRecord(phone), willCall && t.willCall, t.whatWasIt]),
    rows: [...scoreRows(survey), ...inRows(chips, 3), willCall ? [rework] : [call, rework]],
  }
}

export const toldScreen = (c: Context<unknown>, thanks: string): Screen => ({
  text: thanks,
  rows: [[{ label: words(c).human, enter: 'human', entry: 'call', value: '' }]],
})

export const overScreen = (c: Context<unknown>): Screen => toldScreen(c, words(c).over)

function scoreRows(survey: Survey): Button[][] {
  const { least, most } = scaleOf[survey.kind]
  const chosen = scoreOf(survey)
  const scores = Array.from({ length: most - least + 1 }, (_, i) => least + i)
  const buttons = scores.map(
    (score): Button => ({
      label: score === chosen ? `✓ ${score}` : String(score),
      enter: 'survey',
      entry: 'rate',
      value: `${survey._id}:${score}`,
    }),
  )
  return inRows(buttons, scoresPerRow)
}

/** The button says what it will make true, so that pressed twice it does so once. */
function causeButton(c: Context<unknown>, survey: Survey, cause: Cause): Button {
  const holds = survey.causes.includes(cause)
  const label = causeNames[c.language][cause]
  const value = `${survey._id}:${cause}:${holds ? 0 : 1}`
  return { label: holds ? `✓ ${label}` : label, enter: 'survey', entry: 'cause', value }
}
