import { DateTime } from 'luxon'
import { z } from 'zod'
import { type Context, flow, type Move } from '../src/conversation/flow.ts'
import type { Rich, Screen } from '../src/messages/screen.ts'
import type { Handoff, HandoffReason } from '../src/shop/handoffs/handoff.ts'
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
  inputs: { call: z.string(), complain: z.string(), lost: z.string(), back: z.string() },
  entries: {
    call: (c, words) => call(c, 'asked', words),
    complain: (c, words) => call(c, 'complaint', words),
    lost: (c, words) => call(c, 'not-understood', words),
    back: (c) => back(c),
  },
  steps: {},
})

type Reason = Extract<HandoffReason, 'asked' | 'complaint' | 'not-understood'>

async function call(c: Context<null>, reason: Reason, words: string): Promise<Move<Record<never, never>>> {
  const { shop, customer, key, chat } = c
  if (reason === 'complaint' || !c.hasDesk)
    await openTask(c, reason === 'complaint' ? 'complaint' : 'call-customer', words)
  if (!c.hasDesk) return { done: said(c, toldWithoutDesk(c, reason)) }
  const handoff = await shop.handoffs.open({ key, customerId: customer._id, chat, reason, words })
  return { done: said(c, await toldAtDesk(c, reason, handoff), true) }
}

/** The customer goes on with the bot. */
async function back(c: Context<null>): Promise<Move<Record<never, never>>> {
  const handoff = await c.shop.handoffs.liveOf(c.customer._id)
  if (handoff) await c.shop.handoffs.withdraw(handoff._id)
  return { done: said(c, humanTexts[c.language].backToBot) }
}

/** Who answers and when: a wait that was measured, or the time the shop opens. */
async function toldAtDesk(c: Context<null>, reason: Reason, { ownerId }: Handoff): Promise<Rich> {
  const { shop, language, now } = c
  const t = humanTexts[language]
  const profile = shop.profile.current()
  const owner = ownerId && (await shop.advisors.get(ownerId))
  const opening = nextOpening(profile, now)
  const when = showInstant(opening.opensAt, { language, zone: profile.zone, now })
  const wait = !opening.openNow
    ? t.opensAt(when)
    : owner
      ? t.isThere(owner.name)
      : t.answersWithin(await shop.handoffs.expectedWaitMinutes())
  return t.atDesk[reason](wait, profile.phone)
}

function toldWithoutDesk({ shop, language, now }: Context<null>, reason: Reason): Rich {
  const t = humanTexts[language]
  const profile = shop.profile.current()
  const opening = nextOpening(profile, now)
  const open = opening.openNow
    ? t.openNow
    : t.closedNow(showInstant(opening.opensAt, { language, zone: profile.zone, now }))
  return reason === 'complaint' ? t.complaint(profile.phone, open) : t.noted(profile.phone, open)
}

async function openTask({ shop, customer, now, key }: Context<null>, kind: Wanted, words: string): Promise<void> {
  const profile = shop.profile.current()
  const { opensAt } = nextOpening(profile, now)
  const dueAt = DateTime.fromJSDate(opensAt).plus({ minutes: answerWithinMinutes[kind] }).toJSDate()
  const task = { kind, about: { kind: 'customer' as const, id: customer._id }, words, dueAt }
  // One call a day stands for all, while it is open; of complaints every word counts.
  const today = `${kind}:${customer._id}:${dayOf(profile.zone, now)}`
  const standing = kind === 'complaint' ? null : await shop.tasks.open({ ...task, _id: today })
  if (standing?.state !== 'open') await shop.tasks.open({ ...task, _id: `${kind}:${key}` })
}

function said({ language }: Context<null>, text: Rich, isAtDesk = false): Screen {
  const t = humanTexts[language]
  const back = { label: t.goOnWithBot, enter: 'human', entry: 'back' }
  return { text, rows: [[{ label: t.menu, enter: 'menu', entry: 'open' }, ...(isAtDesk ? [back] : [])]] }
}
