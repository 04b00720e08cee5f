import type { Context, Sent, Typed } from '../src/conversation/flow.ts'
import type { Enter } from '../src/conversation/understanding.ts'
import type { MediaRef } from '../src/shop/appointments/appointment.ts'
import { dissatisfiedAt, type Survey, scaleOf, scoreOf } from '../src/shop/surveys/survey.ts'
import { understandScore } from '../src/shop/wishes/score.ts'
import { toldIn } from './steps/concern.ts'

/** Any scale there is: what is no number on it is nobody's score. */
const anyScale = { least: 0, most: 10 }

/** A typed score while a survey waits for one. A bare number answers many questions: it counts when nothing else asked. */
export async function onScore({ text, message }: Typed, c: Context<unknown>, free: boolean): Promise<Enter | null> {
  const heard = c.isOnBehalf ? null : understandScore(text, anyScale)
  if (!heard || (heard.alone && !free)) return null
  const survey = await c.shop.surveys.openFor(c.customer._id)
  const said = survey && understandScore(text, scaleOf[survey.kind])
  if (!survey || !said) return null
  const { score, words } = said
  return { enter: 'survey', entry: 'typed', input: { surveyId: survey._id, score, words, message } }
}

/** What was asked for: the story of a complaint, or what a poor score was for. Whoever only orders something does not tell it. */
export async function onOpinion({ text, message }: Typed, rest: string, c: Context<unknown>): Promise<Enter | null> {
  const { itemIds, concern } = toldIn(c, { text, message }, rest)
  if (itemIds.length > 0 && concern.length === 0) return null
  const ear = await openEar(c)
  return ear?.asked ? told(ear, { words: text, media: [], message }) : null
}

/** Words that nothing else was made of, after a good score too. */
export async function lastOpinion({ text, message }: Typed, c: Context<unknown>): Promise<Enter | null> {
  const ear = await openEar(c)
  return ear && told(ear, { words: text, media: [], message })
}

/** Pictures and recordings that no step asked for. */
export async function mediaOpinion({ media, caption, message }: Sent, c: Context<unknown>): Promise<Enter | null> {
  const ear = await openEar(c)
  return ear && told(ear, { words: caption, media: [media], message })
}

/** `asked`: what was it? Else words are welcome, but may mean anything. */
type Ear = { flow: 'survey' | 'complaint'; id: string; asked: boolean }

/** What is said about now: a poor score and with it its complaint, a complaint, or a good score. */
async function openEar({ shop, customer, isOnBehalf }: Context<unknown>): Promise<Ear | null> {
  // What an advisor types for a customer is no customer's opinion.
  if (isOnBehalf) return null
  const survey = await shop.surveys.justAnswered(customer._id)
  if (survey && isPoor(survey)) return { flow: 'survey', id: survey._id, asked: true }
  const complaint = await shop.complaints.justHeard(customer._id)
  if (complaint) return { flow: 'complaint', id: complaint._id, asked: true }
  return survey && { flow: 'survey', id: survey._id, asked: false }
}

const told = ({ flow, id }: Ear, said: { words: string; media: MediaRef[]; message: string }): Enter => ({
  enter: flow,
  entry: 'told',
  input: { id, ...said },
})

const isPoor = (survey: Survey) => survey.kind === 'csat' && (scoreOf(survey) ?? dissatisfiedAt + 1) <= dissatisfiedAt
