import { z } from 'zod'
import { askScreen } from '../flows/survey/screens.ts'
import { defineJob } from '../src/agenda/job.ts'
import { consentNeeded } from '../src/conversation/check.ts'
import { contextOf } from '../src/conversation/context.ts'
import { isRefusal } from '../src/refusal.ts'
import { chatToWrite, whyNotWrite } from '../src/shop/customers/contact.ts'
import { quietUntil } from '../src/shop/profile/quiet-hours.ts'
import { type Survey, surveyKinds } from '../src/shop/surveys/survey.ts'
import type { Tools } from './steps/reminding.ts'

/**
 * Asks a customer about a visit, where they may be asked: not at night, not too often, not while a person of the shop has
 * the chat, not after an advisor wrote about it first, and never in the middle of a complaint. Whatever speaks against it is
 * asked once more when it leaves.
 */
export const askSurvey = defineJob({
  name: 'ask-survey',
  payload: z.object({ visitId: z.string(), kind: z.enum(surveyKinds) }),
  async run({ visitId, kind }, { shop, messages, clock, group }: Tools) {
    const profile = await shop.profile.refresh()
    const visit = await shop.visits.get(visitId)
    const customer = visit && (await shop.customers.get(visit.customerId))
    if (!visit || !customer) return { skipped: 'no customer' }
    const later = quietUntil(profile, clock.now(), { logistics: false })
    if (later) return { later }
    if ((await shop.complaints.openOf(customer._id)).length > 0) return { skipped: 'a complaint is open' }
    const handoff = await shop.handoffs.lastOf(customer._id)
    if (handoff?.reason === 'advisor' && visit.delivery && handoff.openedAt > visit.delivery.at)
      return { skipped: 'an advisor wrote first' }
    if (handoff?.live) return { later: minutesAfter(clock.now(), profile.settings.handoff.idleMinutes) }
    const chats = await shop.customers.chatsOf(customer._id)
    const chat = chatToWrite(chats)
    const why = whyNotWrite(customer, chat, consentNeeded({ purpose: 'survey' }))
    if (why || !chat) return { skipped: why ?? 'no chat' }

    const asked = await shop.surveys.ask(visit, kind)
    if (isRefusal(asked)) return { skipped: 'asked lately' }
    const survey = asked as Survey
    const key = `survey:${survey._id}`
    const c = contextOf({ now: clock.now(), chat: chat._id, key, customer, shop, hasDesk: group !== null })
    await messages.post([
      {
        _id: key,
        lane: 'survey',
        purpose: 'survey',
        to: { chat: chat._id },
        about: { kind: kind === 'csat' ? 'survey' : 'nps', id: visitId, version: survey.version },
        content: { kind: 'screen', screen: await askScreen(c, survey), revision: 0 },
        expiresAt: survey.expiresAt,
      },
    ])
    return { done: true }
  },
})

const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
