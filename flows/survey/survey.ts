import { z } from 'zod'
import { type Context, flow } from '../../src/conversation/flow.ts'
import { isRefusal, type Refusal } from '../../src/refusal.ts'
import { complaintIdOf, type Said } from '../../src/shop/complaints/complaint.ts'
import { type Comment, causes, complainsAt, type Survey, scoreOf } from '../../src/shop/surveys/survey.ts'
import { thanksFor } from '../steps/concern.ts'
import { mediaRef } from '../steps/schemas.ts'
import { answeredScreen, overScreen, toldScreen } from './screens.ts'
import { surveyTexts } from './texts.ts'

const comment = { words: z.string(), message: z.string() }

/**
 * The survey after a visit. Each tap changes the very message it is on, whatever is going on in the chat besides; a score
 * is kept at the first tap, and everything after it is optional.
 */
export const survey = flow({
  name: 'survey',
  version: 1,
  aside: true,
  knows: {},
  inputs: {
    /** `csat:vis_7k2m9q4hx0va:5` */
    rate: z.string().regex(/^(?:csat|nps):[^:]+:\d{1,2}$/),
    cause: z.string().regex(/^(?:csat|nps):[^:]+:[a-z]+:[01]$/),
    call: z.string(),
    typed: z.object({ surveyId: z.string(), score: z.number(), ...comment }),
    told: z.object({ id: z.string(), media: z.array(mediaRef), ...comment }),
  },
  entries: {
    rate: async (c, value) => {
      const [kind, visitId, score] = value.split(':')
      const rated = await rate(c, `${kind}:${visitId}`, Number(score))
      return { redraw: isRefusal(rated) ? overScreen(c) : await answered(c, rated as Survey) }
    },
    cause: async (c, value) => {
      const [kind, visitId, name, holds] = value.split(':')
      const cause = causes.find((one) => one === name)
      const id = `${kind}:${visitId}`
      const known = cause && (await c.shop.surveys.setCause(id, c.customer._id, cause, holds === '1'))
      if (!known || isRefusal(known)) return { redraw: overScreen(c) }
      await c.shop.complaints.showAnew(complaintOf(known as Survey), c.chat)
      return { redraw: await answered(c, known as Survey) }
    },
    call: async (c, id) => {
      const known = await c.shop.surveys.get(id)
      if (known?.customerId !== c.customer._id || scoreOf(known) === null) return { redraw: overScreen(c) }
      const complaint = await complain(c, known)
      await c.shop.complaints.askForCall(complaint._id, c.chat)
      return { redraw: answeredScreen(c, known, { willCall: true }) }
    },
    typed: async (c, { surveyId, score, words, message }) => {
      const rated = await rate(c, surveyId, score)
      if (isRefusal(rated)) return { done: overScreen(c) }
      const told = words === '' ? rated : await tell(c, surveyId, { words, media: [], saidAt: c.now, message })
      return { done: isRefusal(told) ? overScreen(c) : await answered(c, told as Survey) }
    },
    told: async (c, { id, ...said }) => {
      const told = await tell(c, id, { ...said, saidAt: c.now })
      if (isRefusal(told)) return { done: overScreen(c) }
      return { done: toldScreen(c, thanksFor(c, said.media, surveyTexts[c.language].told)) }
    },
  },
  steps: {},
})

/** The customer's own survey, rated; a poor score opens a complaint at once. */
async function rate(c: Context<null>, id: string, score: number): Promise<Survey | Refusal> {
  const rated = await c.shop.surveys.answer(id, c.customer._id, score)
  if (isRefusal(rated)) return rated
  const known = rated as Survey
  if (known.kind === 'csat' && (scoreOf(known) ?? complainsAt + 1) <= complainsAt) await complain(c, known)
  return known
}

async function tell(c: Context<null>, id: string, comment: Comment): Promise<Survey | Refusal> {
  const told = await c.shop.surveys.tell(id, c.customer._id, comment)
  if (isRefusal(told)) return told
  // What was said of a poor score belongs to the complaint that it opened.
  const complaint = await c.shop.complaints.get(complaintOf(told as Survey))
  if (complaint && complaint.state !== 'closed')
    await c.shop.complaints.hear(complaint._id, [{ ...inChat(c, comment), key: c.key }], c.chat)
  return told
}

/** The complaint that a survey opens, with everything that was said of it so far. */
const complain = (c: Context<null>, known: Survey) =>
  c.shop.complaints.open({
    id: complaintOf(known),
    customerId: c.customer._id,
    visitId: known.visitId,
    source: 'survey',
    said: known.comments.map((one) => inChat(c, one)),
    acknowledged: true,
    by: c.chat,
  })

async function answered(c: Context<null>, known: Survey) {
  const complaint = await c.shop.complaints.get(complaintOf(known))
  return answeredScreen(c, known, { willCall: complaint?.wantsCall ?? false })
}

const complaintOf = (known: Survey) => complaintIdOf(known._id)
const inChat = (c: Context<null>, { words, media, saidAt, message }: Comment): Said => ({
  words,
  media,
  saidAt,
  message,
  chat: c.chat,
})
