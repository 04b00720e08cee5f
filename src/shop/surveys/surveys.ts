import type { Connection } from 'mongoose'
import type { Clock } from '../../clock.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { amend } from '../change.ts'
import type { PersonalData } from '../personal-data.ts'
import type { Profile } from '../profile/profile.ts'
import { createAsking } from './asking.ts'
import { type Cause, type Comment, type Survey, scaleOf, surveyKinds, surveyModel } from './survey.ts'

export type SurveyOver = 'survey-over' | 'survey-unknown'
type Answered = Promise<Survey | Refusal<SurveyOver>>

/** More surveys than any customer is asked, and more words than anybody has about one visit. */
const most = 1_000
const commentsAtMost = 200

/** What customers say after a visit. Every act may be repeated; a survey is answered by whose visit it was, and nobody else. */
export function createSurveys(deps: { connection: Connection; clock: Clock; profile: Profile }) {
  const { connection, clock, profile } = deps
  const model = surveyModel(connection)
  const get = (id: string) => model.findById(id).lean<Survey>()

  async function change(
    id: string,
    customerId: string,
    values: (survey: Survey, now: Date) => Partial<Survey> | Refusal<SurveyOver>,
  ): Answered {
    const at = clock.now()
    const changed = await amend<Survey, Refusal<SurveyOver>>(model, id, { by: customerId, at }, (survey) =>
      survey.customerId === customerId ? values(survey, at) : refuse('survey-unknown'),
    )
    return changed ?? refuse('survey-unknown')
  }

  /** Keeps a score at the first tap. Another one within a day is a new version; the same again changes nothing. */
  function answer(id: string, customerId: string, score: number): Answered {
    const { changeWithinMinutes } = profile.current().settings.survey
    return change(id, customerId, ({ kind, state, answers, expiresAt }, at) => {
      const { least, most: highest } = scaleOf[kind]
      if (!Number.isInteger(score) || score < least || score > highest) return refuse('survey-unknown')
      const [first] = answers
      if (answers.at(-1)?.score === score) return {}
      const until = first ? minutesAfter(first.at, changeWithinMinutes) : expiresAt
      if (state === 'withdrawn' || at >= until) return refuse('survey-over')
      return { state: 'answered', answers: [...answers, { score, at }] }
    })
  }

  /** Says what a score was for, or takes it back. */
  function setCause(id: string, customerId: string, cause: Cause, holds: boolean): Answered {
    return change(id, customerId, (survey, at) => {
      if (!takesWords(survey, at)) return refuse('survey-over')
      const others = survey.causes.filter((one) => one !== cause)
      return survey.causes.includes(cause) === holds ? {} : { causes: holds ? [...others, cause] : others }
    })
  }

  /** Adds the customer's words, pictures or recordings as they came. */
  function tell(id: string, customerId: string, comment: Comment): Answered {
    return change(id, customerId, (survey) => {
      if (survey.comments.some(({ message }) => message === comment.message)) return {}
      if (survey.comments.length >= commentsAtMost) return refuse('survey-over')
      return { comments: [...survey.comments, comment] }
    })
  }

  /** The survey that words typed now would answer: asked and still open, or just answered. */
  async function openFor(customerId: string): Promise<Survey | null> {
    const now = clock.now()
    const latest = await model.findOne({ customerId }).sort({ askedAt: -1 }).lean<Survey>()
    if (!latest || latest.state === 'withdrawn') return null
    return takesWords(latest, now) || (latest.answers.length === 0 && now < latest.expiresAt) ? latest : null
  }

  /** The survey that was answered so lately that whatever is said next is about it. */
  async function justAnswered(customerId: string): Promise<Survey | null> {
    const { wordsWithinMinutes } = profile.current().settings.survey
    const open = await openFor(customerId)
    const last = open?.answers.at(-1)
    return last && clock.now() < minutesAfter(last.at, wordsWithinMinutes) ? open : null
  }

  const takesWords = ({ answers, state }: Survey, now: Date) => {
    const [first] = answers
    const { changeWithinMinutes } = profile.current().settings.survey
    return first !== undefined && state !== 'withdrawn' && now < minutesAfter(first.at, changeWithinMinutes)
  }

  /** An advisor wrote to the customer first: what was not answered yet is not asked any more. Answered ones stay. */
  async function withdraw(customerId: string, by: string): Promise<void> {
    const line = { at: clock.now(), by, what: 'state', old: 'asked', new: 'withdrawn' }
    await model.updateMany(
      { customerId, state: 'asked' },
      { $set: { state: 'withdrawn' }, $inc: { version: 1 }, $push: { history: line } },
    )
  }

  /** Gives all surveys of one customer to another, when both prove to be the same person. */
  async function handOver(fromCustomerId: string, toCustomerId: string): Promise<void> {
    const change = { $set: { customerId: toCustomerId }, $inc: { version: 1 } }
    await model.updateMany({ customerId: fromCustomerId }, change)
  }

  /** Every survey sent in a span (UTC), read as it is asked for: any number fits in memory. */
  const askedWithin = ({ from, to }: { from: Date; to: Date }): AsyncIterable<Survey> =>
    model
      .find({ kind: { $in: surveyKinds }, askedAt: { $gte: from, $lt: to } })
      .lean<Survey>()
      .cursor({ batchSize: 500 })

  const { ask, turns } = createAsking({ ...deps, model })
  const personalData: PersonalData = {
    name: 'surveys',
    exportOf: ({ customerId }) => model.find({ customerId }).sort({ askedAt: -1 }).limit(most).lean<Survey[]>(),
    /** The words go; scores are counts, and name nobody any more. */
    async eraseOf({ customerId }) {
      await model.updateMany({ customerId }, { $set: { comments: [], history: [] }, $inc: { version: 1 } })
      await turns.deleteOne({ _id: customerId })
    },
  }

  return { get, ask, answer, setCause, tell, openFor, justAnswered, withdraw, askedWithin, handOver, personalData }
}

export type Surveys = ReturnType<typeof createSurveys>

const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
