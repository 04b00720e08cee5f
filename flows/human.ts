import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Context, flow } from '../src/conversation/flow.ts'
import { dayOf, nextOpening } from '../src/shop/profile/opening.ts'
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

async function call({ shop, customer, language, now, key }: Context<null>, kind: Wanted, words: string) {
  const profile = shop.profile.current()
  const opening = nextOpening(profile, now)
  const dueAt = DateTime.fromJSDate(opening.opensAt).plus({ minutes: answerWithinMinutes[kind] }).toJSDate()
  const task = { kind, about: { kind: 'customer' as const, id: customer._id }, words, dueAt }
  // One call a day stands for all, while it is open; of complaints every word counts.
  const today = `${kind}:${customer._id}:${dayOf(profile.zone, now)}`
  const standing = kind === 'complaint' ? null : await shop.tasks.open({ ...task, _id: today })
  if (standing?.state !== 'open') await shop.tasks.open({ ...task, _id: `${kind}:${key}` })
  const t = humanTexts[language]
  const open = opening.openNow
    ? t.openNow
    : t.closedNow(showInstant(opening.opensAt, { language, zone: profile.zone, now }))
  const text = kind === 'complaint' ? t.complaint(profile.phone, open) : t.noted(profile.phone, open)
  return { done: { text, rows: [[{ label: t.menu, enter: 'menu', entry: 'open' }]] } }
}
