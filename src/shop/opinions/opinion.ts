import { type Cause, causes, dissatisfiedAt, type Survey, scaleOf, scoreOf } from '../surveys/survey.ts'
import { type Interval, meanInterval, meanOf, shareInterval } from './intervals.ts'

/** What the customers of one group said, with how sure that is. */
export type Opinion = {
  /** Surveys that were sent, and those with an answer. */
  asked: number
  answered: number
  /** Mean score of 1 to 5, and where it lies with 95 %; `null` for too few answers. */
  mean: number | null
  meanInterval: Interval | null
  /** Of those who answered, the share with a score of 4 or 5. */
  satisfied: number
  satisfiedInterval: Interval | null
  dissatisfied: number
  causes: Record<Cause, number>
  /** Share who would recommend the shop (9, 10) less those who would not (0 to 6), in points from -100 to 100. */
  nps: { answered: number; score: number } | null
}

const recommendsFrom = 9
const refusesUpTo = 6

/** Pure: all surveys of a group as one opinion. Surveys of both kinds may be among them. */
export function opinionOf(surveys: Survey[]): Opinion {
  const csat = surveys.filter(({ kind }) => kind === 'csat')
  const scores = csat.flatMap((survey) => scoreOf(survey) ?? [])
  const satisfied = scores.filter((score) => score > dissatisfiedAt).length
  const { least, most } = scaleOf.csat
  const counted = (cause: Cause) => csat.filter((survey) => survey.causes.includes(cause)).length
  return {
    asked: csat.length,
    answered: scores.length,
    mean: scores.length > 0 ? meanOf(scores) : null,
    meanInterval: meanInterval(scores, { low: least, high: most }),
    satisfied,
    satisfiedInterval: shareInterval(satisfied, scores.length),
    dissatisfied: scores.length - satisfied,
    causes: Object.fromEntries(causes.map((cause) => [cause, counted(cause)])) as Record<Cause, number>,
    nps: npsOf(surveys.filter(({ kind }) => kind === 'nps').flatMap((survey) => scoreOf(survey) ?? [])),
  }
}

function npsOf(scores: number[]): Opinion['nps'] {
  if (scores.length === 0) return null
  const recommending = scores.filter((score) => score >= recommendsFrom).length
  const refusing = scores.filter((score) => score <= refusesUpTo).length
  return { answered: scores.length, score: Math.round(((recommending - refusing) / scores.length) * 100) }
}
