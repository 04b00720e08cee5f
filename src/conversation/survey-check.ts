import type { Check } from '../messages/message.ts'
import type { Shop } from '../shop/shop.ts'
import { type SurveyKind, surveyIdOf } from '../shop/surveys/survey.ts'

const kinds: Record<string, SurveyKind> = { survey: 'csat', nps: 'nps' }

/** A survey is only sent while it still waits for an answer: no advisor wrote first. */
export function createSurveyCheck(shop: () => Shop): Check {
  return async ({ about }) => {
    const kind = about && kinds[about.kind]
    if (!about || !kind) return null
    const survey = await shop().surveys.get(surveyIdOf(kind, about.id))
    if (survey?.state === 'asked') return null
    return { drop: survey ? `the survey is ${survey.state}` : 'the survey is gone' }
  }
}
