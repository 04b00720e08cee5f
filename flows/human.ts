import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Context, flow } from '../src/conversation/flow.ts'
import { nextOpening } from '../src/shop/profile/opening.ts'
import type { TaskKind } from '../src/shop/tasks/task.ts'
import { humanTexts } from './human.texts.ts'
import { showInstant } from './steps/showing.ts'

type Wanted = Extract<TaskKind, 'call-customer' | 'complaint'>

/** An advisor owes an answer within half an hour of business time; a manager hears of a complaint at once. */
const answerWithinMinutes: Record<Wanted, number> = { 'call-customer': 30, complaint: 15 }

/** 人工: one tap from anywhere. Whatever was going on stays open. */
export const human = flow({
  name: 'human',
  version: 1,
  aside: true,
  knows: {},
  inputs: { call: z.string(), complain: z.string() },
  entries: {
    call: (c, words) => call(c, 'call-customer', words),
    complain: (c, words) => call(c, 'complaint', words),
  },
  steps: {},
})

async function call({ shop, customer, language, now }: Context<null>, kind: Wanted, words: string) {
  const profile = shop.profile.current()
  const opening = nextOpening(profile, now)
  const dueAt = DateTime.fromJSDate(opening.opensAt).plus({ minutes: answerWithinMinutes[kind] }).toJSDate()
  const onDay = DateTime.fromJSDate(now, { zone: profile.zone }).toISODate()
  await shop.tasks.open({
    _id: `${kind}:${customer._id}:${onDay}`,
    kind,
    about: { kind: 'customer', id: customer._id },
    words,
    dueAt,
  })
  const t = humanTexts[language]
  const open = opening.openNow
    ? t.openNow
    : t.closedNow(showInstant(opening.opensAt, { language, zone: profile.zone, now }))
  return { done: { text: kind === 'complaint' ? t.complaint(profile.phone, open) : t.noted(profile.phone, open) } }
}
